import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { HistoryLease } from '../historyTypes';

/** How far a run is. */
export interface HistoryProgress {
  checkpoint: JsonObject;
  done: number;
  total?: number;
  /** Replaces what was noted before; undefined leaves it. */
  notes?: string[];
  /** How many of the facts written with it were not known. */
  newFacts: number;
}

/**
 * Stores checkpoint and progress, in the transaction that stores the facts.
 *
 * @returns false when another replica holds the history now; the transaction
 *   must then be rolled back
 */
export async function writeHistoryProgress(
  tx: Knex.Transaction,
  { id, owner }: HistoryLease,
  progress: HistoryProgress,
): Promise<boolean> {
  const now = new Date();
  const updated = await tx('histories')
    .where({ id, lease_owner: owner })
    .update({
      checkpoint: JSON.stringify(progress.checkpoint),
      done: progress.done,
      total: progress.total ?? null,
      updated_at: now,
      ...(progress.notes && { notes: JSON.stringify(progress.notes) }),
      new_facts: tx.raw('new_facts + ?', [progress.newFacts]),
      // The speed is measured from the first write of a run.
      measured_from: tx.raw('coalesce(measured_from, ?)', [now]),
      measured_done: tx.raw('coalesce(measured_done, ?)', [progress.done]),
    });
  return updated > 0;
}
