import { Knex } from 'knex';
import { HistoryEnd, HistoryLease } from '../historyTypes';

/** Records how a run ended and lets the history go, if it is still held. */
export async function endHistoryRun(
  knex: Knex,
  { id, owner }: HistoryLease,
  end: HistoryEnd,
): Promise<void> {
  const now = new Date();
  await knex('histories')
    .where({ id, lease_owner: owner })
    .update({
      state: end.state,
      message: end.state === 'failed' ? end.message : null,
      next_run_at: end.state === 'waiting' ? null : end.nextRunAt,
      updated_at: now,
      ...(end.state === 'done' && { completed_at: now }),
      lease_owner: null,
      lease_until: null,
    });
}
