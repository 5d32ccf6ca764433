import { Knex } from 'knex';
import { HistoryLease } from '../historyTypes';

/** @returns false when another replica holds the history now */
export async function renewHistoryLease(
  knex: Knex,
  { id, owner }: HistoryLease,
  leaseUntil: Date,
): Promise<boolean> {
  const updated = await knex('histories')
    .where({ id, lease_owner: owner })
    .update({ lease_until: leaseUntil });
  return updated > 0;
}
