import { Config } from '@backstage/config';
import { RepositoryName } from '@throughline/plugin-trace-common';
import {
  ClientOptions,
  ClientTiming,
  DEFAULT_TIMING,
  GitlabClient,
} from './GitlabClient';
import { GitlabHost, gitlabHosts, locateProject } from './hosts';

/** Clients of the hosts of `integrations.gitlab`. */
export class GitlabClients {
  private constructor(
    readonly hosts: GitlabHost[],
    private readonly timing: ClientTiming,
  ) {}

  static fromConfig(
    config: Config,
    timing: ClientTiming = DEFAULT_TIMING,
  ): GitlabClients {
    return new GitlabClients(gitlabHosts(config), timing);
  }

  /** Where a project is, of a host that there is a token for. */
  locate(
    repository: RepositoryName,
  ): { host: GitlabHost; path: string } | undefined {
    const at = locateProject(this.hosts, repository);
    return at?.host.token ? at : undefined;
  }

  forHost(host: GitlabHost, options: ClientOptions = {}): GitlabClient {
    return new GitlabClient(host, options, this.timing);
  }
}
