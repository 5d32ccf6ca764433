import { Knex } from 'knex';
import { DeliveryOutcome } from '../types';
import { changeCounters, CounterChange } from './changeCounters';

/** Records what became of claimed deliveries, in the claiming transaction. */
export async function finishDeliveries(
  tx: Knex.Transaction,
  outcomes: DeliveryOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  // One statement for all; columns of VALUES are called column1, column2 …
  // on both databases, and PostgreSQL takes untyped parameters for text.
  await tx.raw(
    `UPDATE deliveries SET
       status = outcome.column2,
       reason = outcome.column3,
       path = outcome.column4,
       processed_at = ?,
       attempts = attempts + 1
     FROM (VALUES ${outcomes.map(() => '(?, ?, ?, ?)').join(', ')}) AS outcome
     WHERE deliveries.seq = CAST(outcome.column1 AS bigint)`,
    [
      new Date(),
      ...outcomes.flatMap(outcome => [
        String(outcome.seq),
        outcome.status,
        outcome.reason ?? null,
        outcome.path ?? null,
      ]),
    ] as Knex.RawBinding[],
  );

  const changes = new Map<string, CounterChange>();
  for (const { source, status, receivedAt } of outcomes) {
    const change = changes.get(source) ?? { source, statuses: {} };
    change.statuses.received = (change.statuses.received ?? 0) - 1;
    change.statuses[status] = (change.statuses[status] ?? 0) + 1;
    if (
      status !== 'failed' &&
      (!change.reflectedUntil || receivedAt > change.reflectedUntil)
    ) {
      change.reflectedUntil = receivedAt;
    }
    changes.set(source, change);
  }
  await changeCounters(tx, [...changes.values()]);
}
