import { Knex } from 'knex';
import { NewDelivery } from '../types';
import { changeCounters, CounterChange } from './changeCounters';

const keyOf = (source: string, deliveryId: string) =>
  JSON.stringify([source, deliveryId]);

/**
 * Stores deliveries in one transaction.
 *
 * @returns for each delivery whether it is new; false for one that is stored
 *   already or came earlier in the same list
 */
export async function insertDeliveries(
  knex: Knex,
  deliveries: NewDelivery[],
): Promise<boolean[]> {
  if (deliveries.length === 0) return [];
  return knex.transaction(async tx => {
    const stored: Array<{ source: string; delivery_id: string }> = await tx(
      'deliveries',
    )
      .insert(
        deliveries.map(delivery => ({
          source: delivery.source,
          delivery_id: delivery.deliveryId,
          event: delivery.event,
          status: 'received',
          context: JSON.stringify(delivery.context),
          body_bytes: delivery.bodyBytes,
          received_at: delivery.receivedAt,
          body: delivery.body,
        })),
      )
      .onConflict(['source', 'delivery_id'])
      .ignore()
      .returning(['source', 'delivery_id']);
    const fresh = new Set(
      stored.map(row => keyOf(row.source, row.delivery_id)),
    );

    const changes = new Map<string, CounterChange>();
    const results = deliveries.map(({ source, deliveryId, receivedAt }) => {
      // Deleting lets only the first of equal ones in the list count as new.
      if (!fresh.delete(keyOf(source, deliveryId))) return false;
      const change = changes.get(source) ?? {
        source,
        statuses: { received: 0 },
        receivedAt,
      };
      change.statuses.received! += 1;
      if (receivedAt > change.receivedAt!) change.receivedAt = receivedAt;
      changes.set(source, change);
      return true;
    });
    await changeCounters(tx, [...changes.values()]);
    return results;
  });
}
