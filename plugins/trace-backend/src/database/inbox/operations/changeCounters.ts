import { DeliveryStatus } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/** What a transaction did to the deliveries of one source. */
export interface CounterChange {
  source: string;
  /** Deliveries that got (positive) or left (negative) a status. */
  statuses: Partial<Record<DeliveryStatus, number>>;
  receivedAt?: Date;
  reflectedUntil?: Date;
}

/**
 * Keeps the running totals in step with the deliveries. Call it last in the
 * transaction: the row of a source is where replicas wait for each other, so it
 * should be held only for the commit.
 */
export async function changeCounters(
  tx: Knex.Transaction,
  changes: CounterChange[],
): Promise<void> {
  if (changes.length === 0) return;
  // Always in the same order, so that two transactions cannot deadlock.
  const rows = [...changes]
    .sort((a, b) => (a.source < b.source ? -1 : 1))
    .map(change => ({
      source: change.source,
      received: change.statuses.received ?? 0,
      projected: change.statuses.projected ?? 0,
      ignored: change.statuses.ignored ?? 0,
      failed: change.statuses.failed ?? 0,
      last_received_at: change.receivedAt ?? null,
      reflected_until: change.reflectedUntil ?? null,
    }));
  const sum = (column: string) =>
    tx.raw('?? + ??', [`source_counters.${column}`, `excluded.${column}`]);
  const later = (column: string) =>
    tx.raw(
      'CASE WHEN ?? IS NULL OR ?? < ?? THEN coalesce(??, ??) ELSE ?? END',
      [
        `source_counters.${column}`,
        `source_counters.${column}`,
        `excluded.${column}`,
        `excluded.${column}`,
        `source_counters.${column}`,
        `source_counters.${column}`,
      ],
    );
  for (const row of rows) {
    await tx('source_counters')
      .insert(row)
      .onConflict('source')
      .merge({
        received: sum('received'),
        projected: sum('projected'),
        ignored: sum('ignored'),
        failed: sum('failed'),
        last_received_at: later('last_received_at'),
        reflected_until: later('reflected_until'),
      });
  }
}
