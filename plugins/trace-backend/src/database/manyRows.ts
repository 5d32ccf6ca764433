import * as kit from '@throughline/backend-kit';
import { Knex } from 'knex';

/**
 * The same as the helpers of `backend-kit`, for the many rows of a projection:
 * on PostgreSQL a statement takes each column as one array. With a parameter a
 * value, building and parsing statements took longer than running them.
 */

/** Rows of a statement; values of an `ANY (…)`. */
const ROWS = 1_000;

type Row = Record<string, unknown>;

/** The type of array that a column is sent as; it is cast when it is stored. */
function arrayType(values: unknown[]): string {
  switch (typeof values.find(value => value !== null)) {
    case 'number':
      return 'numeric[]';
    case 'boolean':
      return 'boolean[]';
    default:
      return 'text[]';
  }
}

/**
 * Inserts rows on PostgreSQL, in the order given.
 *
 * @param rows - all with the columns of the first; values are texts, numbers,
 *   flags or null
 * @param ending - what follows, e.g. `ON CONFLICT …`
 */
export async function insertArrays<Returned = unknown>(
  knex: Knex,
  table: string,
  rows: object[],
  ending: (columns: string[]) => string,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  for (const part of kit.inParts(rows as Row[], ROWS)) {
    const columns = Object.keys(part[0]);
    const arrays = columns.map(column => part.map(row => row[column]));
    const names = columns.map(name => `"${name}"`);
    const result = await knex.raw(
      `INSERT INTO "${table}" (${names.join(', ')})
       SELECT * FROM unnest(${arrays
         .map(values => `CAST(? AS ${arrayType(values)})`)
         .join(', ')}) ${ending(columns)}`,
      arrays as unknown as Knex.RawBinding[],
    );
    returned.push(...result.rows);
  }
  return returned;
}

const quoted = (columns: string[]) =>
  columns.map(column => `"${column}"`).join(', ');

/** Inserts rows; rows whose key is there already are left alone. */
export async function insertMissing(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
): Promise<void> {
  if (!kit.isPostgres(knex)) {
    await kit.insertMissing(knex, table, keys, rows);
    return;
  }
  await insertArrays(
    knex,
    table,
    rows,
    () => `ON CONFLICT (${quoted(keys)}) DO NOTHING`,
  );
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
  if (!kit.isPostgres(knex)) {
    await kit.upsert(knex, table, keys, rows);
    return;
  }
  await insertArrays(
    knex,
    table,
    rows,
    columns =>
      `ON CONFLICT (${quoted(keys)}) DO UPDATE SET ${columns
        .filter(column => !keys.includes(column))
        .map(column => `"${column}" = excluded."${column}"`)
        .join(', ')}`,
  );
}

/** Rows whose column holds one of the values. */
export async function selectWhereIn<Found>(
  query: () => Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Promise<Found[]> {
  const rows: Found[] = [];
  for (const part of kit.inParts([...new Set(values)], ROWS)) {
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
  for (const part of kit.inParts([...new Set(values)], ROWS)) {
    await whereIn(query(), column, part).delete();
  }
}

function whereIn(
  query: Knex.QueryBuilder,
  column: string,
  values: string[],
): Knex.QueryBuilder {
  return kit.isPostgres(query as unknown as Knex)
    ? query.whereRaw('?? = ANY (?)', [column, values])
    : query.whereIn(column, values);
}
