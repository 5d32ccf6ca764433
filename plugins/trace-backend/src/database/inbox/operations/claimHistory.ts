import { Knex } from 'knex';
import { ClaimedHistory, HistoryLease } from '../historyTypes';

/** When a history may be claimed, and for how long. */
export interface ClaimHistoryOptions extends HistoryLease {
  now: Date;
  leaseUntil: Date;
  /** Also when its next run is not due yet. */
  early: boolean;
}

/**
 * Takes a history for one replica, if it is due and nobody holds it.
 *
 * @returns undefined when it could not be taken
 */
export async function claimHistory(
  knex: Knex,
  { id, owner, now, leaseUntil, early }: ClaimHistoryOptions,
): Promise<ClaimedHistory | undefined> {
  const update = knex('histories')
    .where('id', id)
    .where(free =>
      free.whereNull('lease_until').orWhere('lease_until', '<', now),
    )
    .update({
      state: 'running',
      lease_owner: owner,
      lease_until: leaseUntil,
      // Until it ends, it is due: a killed run is taken up again at once.
      next_run_at: null,
      measured_from: null,
      measured_done: null,
      new_facts: 0,
      updated_at: now,
    })
    .returning('checkpoint');
  if (!early) {
    update.where(due =>
      due.whereNull('next_run_at').orWhere('next_run_at', '<=', now),
    );
  }
  const [row] = await update;
  if (!row) return undefined;
  return {
    checkpoint: row.checkpoint ? JSON.parse(row.checkpoint) : undefined,
  };
}
