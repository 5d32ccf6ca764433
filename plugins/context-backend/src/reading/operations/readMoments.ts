import { Knex } from 'knex';
import { TimeColumn, toIso } from '../../database/columns';
import { BigIntegerColumn } from './columns';

/** The newest revision that there was at a time; 0 before the first one. */
export async function readRevisionAtTime(
  knex: Knex,
  time: Date,
): Promise<number> {
  const row = await knex('revisions')
    .where('recorded_at', '<=', time)
    .orderBy([
      { column: 'recorded_at', order: 'desc' },
      { column: 'revision', order: 'desc' },
    ])
    .first<{ revision: BigIntegerColumn } | undefined>('revision');
  return Number(row?.revision ?? 0);
}

/** When the newest revision up to a number was recorded. */
export async function readTimeOfRevision(
  knex: Knex,
  revision: number,
): Promise<string | undefined> {
  const row = await knex('revisions')
    .where('revision', '<=', revision)
    .orderBy('revision', 'desc')
    .first<{ recorded_at: TimeColumn } | undefined>('recorded_at');
  return row && toIso(row.recorded_at);
}

/** When revisions were recorded, by number. */
export async function readTimesOfRevisions(
  knex: Knex,
  revisions: number[],
): Promise<Map<number, string>> {
  const rows: Array<{ revision: BigIntegerColumn; recorded_at: TimeColumn }> =
    await knex('revisions')
      .whereIn('revision', revisions)
      .select('revision', 'recorded_at');
  return new Map(
    rows.map(row => [Number(row.revision), toIso(row.recorded_at)]),
  );
}

/** The number of the newest revision. */
export async function readHead(knex: Knex): Promise<number> {
  const row = await knex('head').where('id', 1).first('revision');
  return Number(row?.revision ?? 0);
}
