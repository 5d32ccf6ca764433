import { Knex } from 'knex';

/** Repositories listed at the most. */
const MAX_LISTED = 50;
/** Changes counted at the most, so that one list stays one short read. */
const MAX_COUNTED = 1_000;

/** Repositories that deliveries speak of and no entity claims. */
export async function unclaimedRepositories(knex: Knex): Promise<{
  items: Array<{ repository: string; changes: number }>;
  truncated: boolean;
}> {
  const rows: Array<{ repository: string }> = await knex('nodes')
    .distinct('repository')
    .whereNotNull('repository')
    .whereNotIn(
      'repository',
      knex('entities').select('repository').whereNotNull('repository'),
    )
    .orderBy('repository')
    .limit(MAX_LISTED + 1);
  const items = [];
  for (const { repository } of rows.slice(0, MAX_LISTED)) {
    const changes = await knex('nodes')
      .select('key')
      .where({ repository, kind: 'change' })
      .limit(MAX_COUNTED);
    items.push({ repository, changes: changes.length });
  }
  return { items, truncated: rows.length > MAX_LISTED };
}
