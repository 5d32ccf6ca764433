import { Knex } from 'knex';
import { documentedNames, readDocument } from './documents';

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
function wordsByName(lists: Record<string, string>): string[] {
  return Object.entries(lists).flatMap(([name, words]) =>
    words.split(' ').map(word => `${name}.${word}`),
  );
}

/**
 * The columns that the document on data protection tells of below a heading,
 * and those that it need not tell of, as `table.column`, sorted.
 *
 * @param nothingOfPeople - columns by table, e.g. `{ head: 'id revision' }`
 */
export function knownColumns(
  heading: string,
  nothingOfPeople: Record<string, string>,
): string[] {
  const document = readDocument('docs/data-protection.md');
  return [
    ...documentedNames(document, heading),
    ...wordsByName(nothingOfPeople),
  ].sort();
}
