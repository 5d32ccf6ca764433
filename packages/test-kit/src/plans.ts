import { Knex } from 'knex';

interface Query {
  sql: string;
  bindings: Knex.RawBinding[];
}

async function explain(knex: Knex, { sql, bindings }: Query): Promise<string> {
  if (knex.client.config.client !== 'pg') {
    const rows: Array<{ detail: string }> = await knex.raw(
      `EXPLAIN QUERY PLAN ${sql}`,
      bindings,
    );
    return rows.map(({ detail }) => detail).join('\n');
  }
  // Recorded with $1, $2 …, which only the driver itself understands.
  const connection = await knex.client.acquireConnection();
  try {
    const { rows } = await connection.query(`EXPLAIN ${sql}`, bindings);
    return rows.map((row: object) => Object.values(row)).join('\n');
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/**
 * How the database goes about everything that some work asks of it.
 *
 * @throws when the work asks nothing
 */
export async function plansOf(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<string> {
  const queries: Query[] = [];
  const record = (query: Query) => {
    if (/^(select|update|delete|with)\b/i.test(query.sql)) queries.push(query);
  };
  knex.on('query', record);
  await work();
  knex.removeListener('query', record);
  if (queries.length === 0) throw new Error('The work asked nothing');

  const plans: string[] = [];
  for (const query of queries) plans.push(await explain(knex, query));
  return plans.join('\n');
}

/** Reads that go through a whole table. */
export const SCAN = /Seq Scan on|SCAN (?!near\b|walk\b|starts\b|CONSTANT)\w+/;
/** Sorting what an index could have brought in order. */
export const SORT = /\bSort\b|TEMP B-TREE/;
