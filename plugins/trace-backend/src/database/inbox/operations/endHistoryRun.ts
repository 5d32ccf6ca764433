import { Knex } from 'knex';
import { textEraser } from '../../../erasure/withoutErasedPeople';
import { HistoryEnd, HistoryLease } from '../historyTypes';

/**
 * Records how a run ended and lets the history go, if it is still held. Its
 * message may quote what was read: people who were erased are not in it.
 */
export async function endHistoryRun(
  tx: Knex.Transaction,
  { id, owner }: HistoryLease,
  end: HistoryEnd,
): Promise<void> {
  const now = new Date();
  const erase = await textEraser(tx);
  await tx('histories')
    .where({ id, lease_owner: owner })
    .update({
      state: end.state,
      message: end.state === 'failed' ? erase(end.message) : null,
      next_run_at: end.state === 'waiting' ? null : end.nextRunAt,
      updated_at: now,
      ...(end.state === 'done' && { completed_at: now }),
      lease_owner: null,
      lease_until: null,
    });
}
