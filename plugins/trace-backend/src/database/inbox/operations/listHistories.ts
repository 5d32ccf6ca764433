import { Knex } from 'knex';
import { toNumber, toOptionalDate } from '../columns';
import { remainingSeconds } from '../remainingSeconds';
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
      'notes',
      'measured_from',
      'measured_done',
      'new_facts',
      'completed_at',
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
    notes: row.notes ? JSON.parse(row.notes) : undefined,
    newFacts: toNumber(row.new_facts),
    completedAt: toOptionalDate(row.completed_at),
    remainingSeconds:
      row.state === 'running' && row.total !== null
        ? remainingSeconds({
            done: toNumber(row.done),
            total: toNumber(row.total),
            at: toOptionalDate(row.updated_at),
            since: toOptionalDate(row.measured_from),
            doneThen: toNumber(row.measured_done ?? 0),
          })
        : undefined,
  }));
}
