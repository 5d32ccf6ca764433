import { Knex } from 'knex';

/** Whether a history was never read to its end, or is to be read again. */
export type DueHistory = 'unread' | 'again';

/** Histories that nobody holds and whose turn has come, by id. */
export async function dueHistories(
  knex: Knex,
  now: Date,
): Promise<Map<string, DueHistory>> {
  const rows: Array<{ id: string; completed_at: unknown }> = await knex(
    'histories',
  )
    .select('id', 'completed_at')
    .where(free =>
      free.whereNull('lease_until').orWhere('lease_until', '<', now),
    )
    .where(due =>
      due.whereNull('next_run_at').orWhere('next_run_at', '<=', now),
    );
  return new Map(
    rows.map(row => [row.id, row.completed_at ? 'again' : 'unread']),
  );
}
