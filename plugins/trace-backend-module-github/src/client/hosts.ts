import { Config } from '@backstage/config';
import {
  GithubIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';
import { RepositoryName } from '@throughline/plugin-trace-common';

/** One host of `integrations.github`. */
export interface GithubHost {
  /** As the integration names it, e.g. `github.com`. */
  host: string;
  /** As names of repositories begin: without a port, lower case. */
  name: string;
  /** Where REST is, without a slash at the end. */
  apiBaseUrl: string;
  /** `/graphql` is below it. */
  graphqlBaseUrl: string;
  /** What the integration brings. An app goes before a token, as in Backstage. */
  credentials: 'app' | 'token' | 'none';
  integration: GithubIntegrationConfig;
}

/** GitHub Enterprise Server has REST below /api/v3 and GraphQL below /api. */
const ENTERPRISE_REST = /\/v3$/;

function credentialsOf({ apps, token }: GithubIntegrationConfig) {
  if (apps && apps.length > 0) return 'app';
  return token ? 'token' : 'none';
}

/**
 * The hosts of `integrations.github`. Backstage adds github.com where the
 * config does not name it; that one has no credentials.
 */
export function githubHosts(config: Config): GithubHost[] {
  return ScmIntegrations.fromConfig(config)
    .github.list()
    .map(({ config: integration }) => {
      const { host } = integration;
      const apiBaseUrl = integration.apiBaseUrl ?? `https://${host}/api/v3`;
      return {
        host,
        name: host.replace(/:\d+$/, '').toLowerCase(),
        apiBaseUrl,
        graphqlBaseUrl: apiBaseUrl.replace(ENTERPRISE_REST, ''),
        credentials: credentialsOf(integration),
        integration,
      };
    });
}

/** The host that keeps a repository, and where on it. */
export function locateRepository(
  hosts: GithubHost[],
  repository: RepositoryName,
): { host: GithubHost; owner: string; name: string } | undefined {
  const [hostName, owner, name, ...rest] = repository.split('/');
  const host = hosts.find(candidate => candidate.name === hostName);
  if (!host || !owner || !name || rest.length > 0) return undefined;
  return { host, owner, name };
}
