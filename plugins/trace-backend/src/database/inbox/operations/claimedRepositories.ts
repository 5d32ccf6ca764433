import { RepositoryName } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/** Every repository that an entity of the catalog claims, by name. */
export async function claimedRepositories(
  knex: Knex,
): Promise<RepositoryName[]> {
  const rows: Array<{ repository: RepositoryName }> = await knex('entities')
    .distinct('repository')
    .whereNotNull('repository')
    .orderBy('repository');
  return rows.map(({ repository }) => repository);
}
