import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { RepositoryName } from '@throughline/plugin-trace-common';

/** One host of `integrations.gitlab`. */
export interface GitlabHost {
  /** As the integration names it, e.g. `gitlab.com`. */
  host: string;
  /**
   * How names of its projects begin: lower case, without a port, with the path
   * that GitLab is served below.
   */
  prefix: string;
  /** Where REST is, without a slash at the end. */
  apiBaseUrl: string;
  token: string | undefined;
}

/**
 * The hosts of `integrations.gitlab`. Backstage adds gitlab.com where the config
 * does not name it; that one has no token.
 */
export function gitlabHosts(config: Config): GitlabHost[] {
  return ScmIntegrations.fromConfig(config)
    .gitlab.list()
    .map(({ config: { host, apiBaseUrl, baseUrl, token } }) => {
      const root = new URL(baseUrl).pathname.replace(/\/$/, '');
      const name = host.replace(/:\d+$/, '');
      return {
        host,
        prefix: `${name}${root}/`.toLowerCase(),
        apiBaseUrl,
        token,
      };
    });
}

/** The host that keeps a project, and its path there. */
export function locateProject(
  hosts: GitlabHost[],
  repository: RepositoryName,
): { host: GitlabHost; path: string } | undefined {
  const [host] = hosts
    .filter(({ prefix }) => repository.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const path = host && repository.slice(host.prefix.length);
  return host && path ? { host, path } : undefined;
}
