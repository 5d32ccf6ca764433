import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { GithubHost } from '../../client';

/** A repository as webhooks give it. */
export interface RepositoryPayload {
  html_url: string;
  default_branch?: string;
}

/**
 * The repository that facts are about: the one that the catalog claims, also
 * when GitHub by now calls it something else.
 */
export function repositoryPayload(
  repository: RepositoryName,
  host: GithubHost,
  now: { url: string; defaultBranch?: string },
): RepositoryPayload {
  const path = repository.slice(repository.indexOf('/'));
  return {
    html_url:
      parseRepositoryName(now.url) === repository
        ? now.url
        : `https://${host.host}${path}`,
    default_branch: now.defaultBranch,
  };
}
