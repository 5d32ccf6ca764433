import { Knex } from 'knex';
import { HistoryIdentity } from '../historyTypes';

/** Makes histories known; what is stored of known ones stays. */
export async function registerHistories(
  knex: Knex,
  histories: HistoryIdentity[],
): Promise<void> {
  for (const { id, source, repository } of histories) {
    await knex('histories')
      .insert({ id, source, repository, state: 'waiting' })
      .onConflict('id')
      .merge({ source, repository });
  }
}
