import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

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

/** A JSON column's value. Both databases keep it as text. */
export function parseJson<T = JsonObject>(text: string): T {
  return JSON.parse(text) as T;
}
