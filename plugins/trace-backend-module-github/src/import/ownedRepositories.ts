import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  GithubClient,
  NotThere,
  PermissionMissing,
  queryGraphql,
} from '../client';
import {
  ORGANISATION_REPOSITORIES,
  RepositoriesAnswer,
  USER_REPOSITORIES,
} from './queries/repositories';

async function allOf(
  client: GithubClient,
  query: string,
  login: string,
): Promise<RepositoryName[]> {
  const found: RepositoryName[] = [];
  let after: string | null | undefined;
  do {
    const { data, refused } = await queryGraphql<RepositoriesAnswer>(
      client,
      query,
      { login, after },
    );
    const page = data.owner?.repositories;
    if (!page && refused.length > 0) {
      throw new PermissionMissing(undefined, refused[0].message);
    }
    for (const node of page?.nodes ?? []) {
      if (!node) continue;
      found.push(`${client.host.name}/${node.nameWithOwner.toLowerCase()}`);
    }
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
  } while (after);
  return found;
}

/**
 * The repositories of an account that the credentials see, those last pushed to
 * first.
 */
export async function ownedRepositories(
  client: GithubClient,
  login: string,
): Promise<RepositoryName[]> {
  try {
    return await allOf(client, ORGANISATION_REPOSITORIES, login);
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    return allOf(client, USER_REPOSITORIES, login);
  }
}
