import { Knex } from 'knex';
import { inParts, isPostgres } from './sql';

/**
 * Many rows in one statement. PostgreSQL takes each column as one array: with a
 * parameter a value, building and parsing statements took longer than running
 * them.
 */

/** Rows of a statement on PostgreSQL; values of an `ANY (…)` or `IN (…)`. */
const ROWS = 1_000;
/**
 * Rows of a statement on SQLite, which refuses more than 500 compound terms:
 * that is how knex writes many rows.
 */
const SQLITE_ROWS = 100;

type Row = Record<string, unknown>;

/**
 * The type of array that a column is sent as; it is cast when it is stored.
 * Undefined if there are only nulls: any type might be the wrong one.
 */
function arrayType(values: unknown[]): string | undefined {
  const value = values.find(some => some !== null);
  if (value === undefined) return undefined;
  if (value instanceof Date) return 'timestamptz[]';
  switch (typeof value) {
    case 'number':
      return 'numeric[]';
    case 'boolean':
      return 'boolean[]';
    default:
      return 'text[]';
  }
}

const quoted = (columns: string[]) =>
  columns.map(column => `"${column}"`).join(', ');

/**
 * Inserts rows on PostgreSQL, in the order given.
 *
 * @param rows - all with the columns of the first; values are texts, numbers,
 *   flags, times or null
 * @param ending - what follows, e.g. `ON CONFLICT …`
 */
export async function insertArrays<Returned = unknown>(
  knex: Knex,
  table: string,
  rows: object[],
  ending: (columns: string[]) => string,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  for (const part of inParts(rows as Row[], ROWS)) {
    const columns = Object.keys(part[0]).map(name => {
      const values = part.map(row => row[name] ?? null);
      return { name, values, type: arrayType(values) };
    });
    const sent = columns.filter(({ type }) => type);
    const names = columns.map(({ name }) => name);
    const result = await knex.raw(
      `INSERT INTO "${table}" (${quoted(names)})
       SELECT ${columns
         .map(({ name, type }) => (type ? `"${name}"` : 'NULL'))
         .join(', ')}
       FROM unnest(${sent.map(({ type }) => `CAST(? AS ${type})`).join(', ')})
         AS sent (${quoted(sent.map(({ name }) => name))})
       ${ending(names)}`,
      sent.map(({ values }) => values) as unknown as Knex.RawBinding[],
    );
    returned.push(...result.rows);
  }
  return returned;
}

/** Rows that are as they should be are not written again. */
function replacingOthers(
  table: string,
  keys: string[],
  columns: string[],
): string {
  const values = columns.filter(column => !keys.includes(column));
  const list = (from: string) =>
    values.map(column => `${from}."${column}"`).join(', ');
  return `UPDATE SET ${values
    .map(column => `"${column}" = excluded."${column}"`)
    .join(', ')}
    WHERE (${list(`"${table}"`)}) IS DISTINCT FROM (${list('excluded')})`;
}

/** @param existing - what becomes of rows whose key is there already */
async function insertRows(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
  existing: 'stay' | 'are replaced',
): Promise<void> {
  const stay = existing === 'stay';
  if (isPostgres(knex)) {
    await insertArrays(
      knex,
      table,
      rows,
      columns =>
        `ON CONFLICT (${quoted(keys)}) DO ${
          stay ? 'NOTHING' : replacingOthers(table, keys, columns)
        }`,
    );
    return;
  }
  for (const part of inParts(rows, SQLITE_ROWS)) {
    const onConflict = knex(table).insert(part).onConflict(keys);
    await (stay ? onConflict.ignore() : onConflict.merge());
  }
}

/** Inserts rows; rows whose key is there already are left alone. */
export async function insertMissing(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
): Promise<void> {
  await insertRows(knex, table, keys, rows, 'stay');
}

/**
 * Inserts rows; rows whose key is there already are replaced.
 *
 * @param rows - no two with the same key
 */
export async function upsert(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
): Promise<void> {
  await insertRows(knex, table, keys, rows, 'are replaced');
}

/** Rows whose column holds one of the values. */
export async function selectWhereIn<Found>(
  query: () => Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Promise<Found[]> {
  const rows: Found[] = [];
  for (const part of inParts([...new Set(values)], ROWS)) {
    rows.push(...((await whereIn(query(), column, part)) as Found[]));
  }
  return rows;
}

/** Deletes rows whose column holds one of the values. */
export async function deleteWhereIn(
  query: () => Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Promise<void> {
  for (const part of inParts([...new Set(values)], ROWS)) {
    await whereIn(query(), column, part).delete();
  }
}

function whereIn(
  query: Knex.QueryBuilder,
  column: string,
  values: string[],
): Knex.QueryBuilder {
  return isPostgres(query as unknown as Knex)
    ? query.whereRaw('?? = ANY (?)', [column, values])
    : query.whereIn(column, values);
}
