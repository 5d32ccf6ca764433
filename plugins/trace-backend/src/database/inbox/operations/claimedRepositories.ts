import { isPseudonym } from '@throughline/backend-kit';
import { RepositoryName } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/**
 * Every repository that an entity of the catalog claims, by name. Those of an
 * erased account are left out: whoever registers the account that stands in its
 * place would be asked for them.
 */
export async function claimedRepositories(
  knex: Knex,
): Promise<RepositoryName[]> {
  const rows: Array<{ repository: RepositoryName }> = await knex('entities')
    .distinct('repository')
    .whereNotNull('repository')
    .orderBy('repository');
  return rows
    .map(({ repository }) => repository)
    .filter(repository => !isPseudonym(repository.split('/')[1]));
}
