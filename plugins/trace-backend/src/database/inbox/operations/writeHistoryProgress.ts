import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { HistoryLease } from '../historyTypes';

/** How far a run is. */
export interface HistoryProgress {
  checkpoint: JsonObject;
  done: number;
  total?: number;
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
  const updated = await tx('histories')
    .where({ id, lease_owner: owner })
    .update({
      checkpoint: JSON.stringify(progress.checkpoint),
      done: progress.done,
      total: progress.total ?? null,
      updated_at: new Date(),
    });
  return updated > 0;
}
