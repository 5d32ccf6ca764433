import { RequestError } from '@octokit/request-error';
import { GithubHostStatus } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { GithubClient } from '../client';
import { CAPABILITIES } from './capabilities';
import {
  capabilitiesWith,
  grantedByProbe,
  grantedByScopes,
  scopesOf,
} from './grants';
import { lowestRateLimit } from './rateLimit';

const repositoriesSchema = z.array(
  z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
);

/** The status of an answer, also of one that says no. */
async function statusOf(
  { octokit }: GithubClient,
  url: string,
): Promise<number> {
  try {
    const { status } = await octokit.request(`GET ${url}`, {
      per_page: 1,
      request: { retries: 0 },
    });
    return status;
  } catch (error) {
    if (error instanceof RequestError && error.response) return error.status;
    throw error;
  }
}

/**
 * Fine-grained tokens do not say what they may do, so each thing is tried on
 * one repository: a private one, since everybody may read public ones.
 */
async function probe(
  client: GithubClient,
): Promise<Pick<GithubHostStatus, 'capabilities' | 'problem'>> {
  const { data } = await client.octokit.request('GET /user/repos', {
    visibility: 'private',
    sort: 'pushed',
    per_page: 1,
    request: { retries: 0 },
  });
  const [repository] = repositoriesSchema.parse(data);
  if (!repository) {
    return {
      capabilities: capabilitiesWith(() => 'unknown'),
      problem:
        'The token reaches no private repository, so what it may do could not be tried',
    };
  }
  const base = `/repos/${repository.owner.login}/${repository.name}`;
  const states = await Promise.all(
    CAPABILITIES.map(async capability =>
      grantedByProbe(await statusOf(client, base + capability.probe)),
    ),
  );
  return {
    capabilities: capabilitiesWith(
      capability => states[CAPABILITIES.indexOf(capability)],
    ),
  };
}

/** What a host's token may do. */
export async function tokenStatus(
  client: GithubClient,
): Promise<Omit<GithubHostStatus, 'host' | 'credentials'>> {
  const { headers } = await client.octokit.request('GET /user', {
    request: { retries: 0 },
  });
  const scopes = scopesOf(headers['x-oauth-scopes']);
  return {
    ...(scopes
      ? {
          capabilities: grantedByScopes(scopes),
          ...(!scopes.includes('repo') && {
            problem:
              'The token has not the scope repo, so only public repositories can be read',
          }),
        }
      : await probe(client)),
    rateLimit: await lowestRateLimit([client]),
  };
}
