import { Knex } from 'knex';
import { textEraser } from '../../../erasure/withoutErasedPeople';
import { HistoryIdentity } from '../historyTypes';

/**
 * Makes histories known; what is stored of known ones stays. Those that are
 * called after somebody who was erased are left out, and so never run.
 */
export async function registerHistories(
  tx: Knex.Transaction,
  histories: HistoryIdentity[],
): Promise<void> {
  const erase = await textEraser(tx);
  for (const { id, source, repository } of histories) {
    if (erase(id) !== id || erase(repository) !== repository) continue;
    await tx('histories')
      .insert({ id, source, repository, state: 'waiting' })
      .onConflict('id')
      .merge({ source, repository });
  }
}
