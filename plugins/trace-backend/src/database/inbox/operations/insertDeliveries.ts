import { isPostgres } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { NewDelivery } from '../types';
import { changeCounters, CounterChange } from './changeCounters';

const COLUMNS = [
  'source',
  'delivery_id',
  'event',
  'status',
  'context',
  'body_bytes',
  'received_at',
  'body',
] as const;

type Row = Record<(typeof COLUMNS)[number], Knex.Value>;

interface StoredKey {
  source: string;
  delivery_id: string;
}

const keyOf = (source: string, deliveryId: string) =>
  JSON.stringify([source, deliveryId]);

function toRow(delivery: NewDelivery): Row {
  return {
    source: delivery.source,
    delivery_id: delivery.deliveryId,
    event: delivery.event,
    status: 'received',
    context: JSON.stringify(delivery.context),
    body_bytes: delivery.bodyBytes,
    received_at: delivery.receivedAt,
    body: delivery.body,
  };
}

/**
 * Stores deliveries, and counts them, all or none.
 *
 * @returns for each delivery whether it is new; false for one that is stored
 *   already or came earlier in the same list
 */
export async function insertDeliveries(
  knex: Knex,
  deliveries: NewDelivery[],
): Promise<boolean[]> {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map(toRow);
  const stored = isPostgres(knex)
    ? await insertAtOnce(knex, rows)
    : await insertInTransaction(knex, rows, deliveries);
  const fresh = new Set(stored.map(row => keyOf(row.source, row.delivery_id)));
  // Deleting lets only the first of equal ones in the list count as new.
  return deliveries.map(({ source, deliveryId }) =>
    fresh.delete(keyOf(source, deliveryId)),
  );
}

/**
 * One statement that commits itself: a transaction would go to the database and
 * back four times while senders wait.
 */
async function insertAtOnce(knex: Knex, rows: Row[]): Promise<StoredKey[]> {
  const places = `(${COLUMNS.map(() => '?').join(', ')})`;
  const result = await knex.raw(
    `WITH fresh AS (
       INSERT INTO deliveries (${COLUMNS.join(', ')})
       VALUES ${rows.map(() => places).join(', ')}
       ON CONFLICT (source, delivery_id) DO NOTHING
       RETURNING source, delivery_id, received_at
     ), counted AS (
       INSERT INTO source_counters (source, received, last_received_at)
       SELECT source, count(*), max(received_at) FROM fresh
       GROUP BY source ORDER BY source
       ON CONFLICT (source) DO UPDATE SET
         received = source_counters.received + excluded.received,
         last_received_at =
           greatest(source_counters.last_received_at, excluded.last_received_at)
     )
     SELECT source, delivery_id FROM fresh`,
    rows.flatMap(row => COLUMNS.map(column => row[column])),
  );
  return result.rows;
}

async function insertInTransaction(
  knex: Knex,
  rows: Row[],
  deliveries: NewDelivery[],
): Promise<StoredKey[]> {
  return knex.transaction(async tx => {
    const stored: StoredKey[] = await tx('deliveries')
      .insert(rows)
      .onConflict(['source', 'delivery_id'])
      .ignore()
      .returning(['source', 'delivery_id']);
    await changeCounters(tx, countsOf(stored, deliveries));
    return stored;
  });
}

function countsOf(
  stored: StoredKey[],
  deliveries: NewDelivery[],
): CounterChange[] {
  const counts = new Map<string, number>();
  for (const { source } of stored) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return [...counts].map(([source, received]) => ({
    source,
    statuses: { received },
    receivedAt: deliveries
      .filter(delivery => delivery.source === source)
      .map(({ receivedAt }) => receivedAt)
      .reduce((latest, at) => (at > latest ? at : latest)),
  }));
}
