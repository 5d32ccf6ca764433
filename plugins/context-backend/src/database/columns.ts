import { Knex } from 'knex';
import { isPostgres } from '@throughline/backend-kit';

/** A moment as the databases give it: PostgreSQL a date, SQLite a number. */
export type TimeColumn = Date | number;

/** ISO 8601 */
export const toIso = (time: TimeColumn) => new Date(time).toISOString();

/**
 * Order by code units, as JavaScript sorts. Whoever locks many rows locks them
 * in this order, whatever the collation of the database, so that two never wait
 * for each other.
 */
export function inCodeOrder(knex: Knex, column: string): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw('?? COLLATE "C"', [column])
    : knex.raw('??', [column]);
}
