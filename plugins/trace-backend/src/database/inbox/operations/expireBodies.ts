import { DeliveryStatus } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/** Which bodies to drop. */
export interface ExpiryQuery {
  status: Exclude<DeliveryStatus, 'received'>;
  receivedBefore: Date;
  limit: number;
}

/**
 * Drops raw bodies of processed deliveries. The rows stay: they are how a
 * delivery that is sent again years later is known to be a duplicate.
 *
 * @returns how many were dropped
 */
export async function expireBodies(
  knex: Knex,
  query: ExpiryQuery,
): Promise<number> {
  const expired = knex('deliveries')
    .select('seq')
    .where('status', query.status)
    .where('received_at', '<', query.receivedBefore)
    .whereNotNull('body')
    .orderBy('received_at')
    .limit(query.limit);
  if (knex.client.config.client === 'pg') expired.forUpdate().skipLocked();
  return knex('deliveries').whereIn('seq', expired).update({ body: null });
}
