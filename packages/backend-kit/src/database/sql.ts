import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

/**
 * Rows per INSERT. SQLite refuses a statement with more than 500 compound
 * terms, which is how knex writes many rows.
 */
const ROWS_PER_INSERT = 100;
/** Values per `IN (…)`; PostgreSQL allows 65,535 parameters, SQLite 32,766. */
const VALUES_PER_QUERY = 1_000;

/** Splits a list into parts of at most `size`. */
export function inParts<T>(items: T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    parts.push(items.slice(i, i + size));
  }
  return parts;
}

/** Whether the database is PostgreSQL; the other one is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client.includes('pg');
}

/** Inserts rows; rows whose key is there already are left alone. */
export async function insertMissing(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
): Promise<void> {
  for (const part of inParts(rows, ROWS_PER_INSERT)) {
    await knex(table).insert(part).onConflict(keys).ignore();
  }
}

/** Inserts rows; rows whose key is there already are replaced. */
export async function upsert(
  knex: Knex,
  table: string,
  keys: string[],
  rows: object[],
): Promise<void> {
  for (const part of inParts(rows, ROWS_PER_INSERT)) {
    await knex(table).insert(part).onConflict(keys).merge();
  }
}

/** Rows whose column holds one of the values. */
export async function selectWhereIn<Row>(
  query: () => Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const part of inParts([...new Set(values)], VALUES_PER_QUERY)) {
    rows.push(...((await query().whereIn(column, part)) as Row[]));
  }
  return rows;
}

/** Deletes rows whose column holds one of the values. */
export async function deleteWhereIn(
  query: () => Knex.QueryBuilder,
  column: string,
  values: Iterable<string>,
): Promise<void> {
  for (const part of inParts([...new Set(values)], VALUES_PER_QUERY)) {
    await query().whereIn(column, part).delete();
  }
}

/** A JSON column's value. Both databases keep it as text. */
export function parseJson<T = JsonObject>(text: string): T {
  return JSON.parse(text) as T;
}
