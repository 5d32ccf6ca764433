import { JsonObject, JsonValue } from '@backstage/types';
import { Knex } from 'knex';
import { textEraser } from '../../../erasure/withoutErasedPeople';
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
 * Replaces in sentences, which are kept to be shown. A single word, such as a
 * cursor or a hash, is what the provider goes on from: that stays.
 */
function eraseFromSentences(
  value: JsonValue,
  erase: (text: string) => string,
): JsonValue {
  if (typeof value === 'string') return /\s/.test(value) ? erase(value) : value;
  if (Array.isArray(value)) {
    return value.map(item => eraseFromSentences(item, erase));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) =>
      held === undefined ? [] : [[name, eraseFromSentences(held, erase)]],
    ),
  );
}

/**
 * Stores checkpoint and progress, in the transaction that stores the facts.
 * People who were erased are not in what it tells.
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
  const erase = await textEraser(tx);
  const updated = await tx('histories')
    .where({ id, lease_owner: owner })
    .update({
      checkpoint: JSON.stringify(
        eraseFromSentences(progress.checkpoint, erase),
      ),
      done: progress.done,
      total: progress.total ?? null,
      updated_at: now,
      ...(progress.notes && {
        notes: JSON.stringify(progress.notes.map(erase)),
      }),
      new_facts: tx.raw('new_facts + ?', [progress.newFacts]),
      // The speed is measured from the first write of a run.
      measured_from: tx.raw('coalesce(measured_from, ?)', [now]),
      measured_done: tx.raw('coalesce(measured_done, ?)', [progress.done]),
    });
  return updated > 0;
}
