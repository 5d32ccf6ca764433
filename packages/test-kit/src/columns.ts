import { Knex } from 'knex';

/** Tables that keep track of migrations. */
const OF_KNEX = /^(knex_migrations|sqlite_)/;

/** Every column of a database, as `table.column`, sorted. */
export async function columnsOf(knex: Knex): Promise<string[]> {
  const tables: string[] =
    knex.client.config.client === 'pg'
      ? await knex('pg_tables').where('schemaname', 'public').pluck('tablename')
      : await knex('sqlite_master').where('type', 'table').pluck('name');
  const columns: string[] = [];
  for (const table of tables.filter(name => !OF_KNEX.test(name))) {
    const names = Object.keys(await knex(table).columnInfo());
    columns.push(...names.map(name => `${table}.${name}`));
  }
  return columns.sort();
}

/** `{ a: 'b c' }` as `a.b` and `a.c`. */
export function wordsByName(lists: Record<string, string>): string[] {
  return Object.entries(lists).flatMap(([name, words]) =>
    words.split(' ').map(word => `${name}.${word}`),
  );
}
