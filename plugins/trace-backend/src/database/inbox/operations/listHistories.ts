import { Knex } from 'knex';
import { toNumber, toOptionalDate } from '../columns';
import { HistoryRow } from '../historyTypes';

/** The named histories, in the order of their ids. */
export async function listHistories(
  knex: Knex,
  ids: string[],
): Promise<HistoryRow[]> {
  const rows = await knex('histories')
    .select(
      'id',
      'source',
      'repository',
      'state',
      'done',
      'total',
      'message',
      'updated_at',
    )
    .whereIn('id', ids)
    .orderBy('id');
  return rows.map(row => ({
    id: row.id,
    source: row.source,
    repository: row.repository,
    state: row.state,
    done: toNumber(row.done),
    total: row.total === null ? undefined : toNumber(row.total),
    message: row.message ?? undefined,
    updatedAt: toOptionalDate(row.updated_at),
  }));
}
