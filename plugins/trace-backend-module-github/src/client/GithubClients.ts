import { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { EndpointDefaults, OctokitResponse } from '@octokit/types';
import { RepositoryName } from '@throughline/plugin-trace-common';
import Bottleneck from 'bottleneck';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerState, createFetch } from './answers';
import { CredentialsRefused } from './failures';
import { GithubHost, githubHosts, locateRepository } from './hosts';

/** How long is waited for what, in milliseconds. */
export interface ClientTiming {
  /** For a whole answer. */
  timeout: number;
  /** Before the first retry; 4 and 9 times as long before the next ones. */
  retryBase: number;
  /** Waits until a limit is over. Rejects when the signal is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const DEFAULT_TIMING: ClientTiming = {
  // GitHub ends what takes more than 10 seconds by itself.
  timeout: 60_000,
  retryBase: 1000,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** For whom a client is. */
export interface ClientOptions {
  /** Ends whatever is under way or waited for. */
  signal?: AbortSignal;
  /** Told when GitHub's limit makes it wait, and until when (ISO 8601). */
  onWait?: (until: string) => void | Promise<void>;
}

/** An Octokit, and what it saw of GitHub. */
export interface GithubClient {
  host: GithubHost;
  /** Throws `RequestError`; `failureOf` puts that into words. */
  octokit: Octokit;
  /** Filled by its answers. */
  answers: AnswerState;
}

const ThrottledOctokit = Octokit.plugin(throttling, retry);

/**
 * The plugin keeps a second between any two queries, as GitHub asks for writes.
 * Nothing here writes by GraphQL, and queries may come at 2,000 points a
 * minute, of one point each:
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const unspaced = new Bottleneck.Group({ maxConcurrent: 10 });

/** Rejects when the signal is aborted, also while something only waits. */
async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Clients for the hosts of `integrations.github`. Tokens are asked of
 * Backstage's credentials provider for every request, which renews them.
 * Limits are waited for, answers 5xx and dropped connections tried again.
 */
export class GithubClients {
  constructor(
    readonly hosts: GithubHost[],
    private readonly credentials: GithubCredentialsProvider,
    private readonly timing: ClientTiming = DEFAULT_TIMING,
  ) {}

  static fromConfig(config: Config, timing?: ClientTiming): GithubClients {
    return new GithubClients(
      githubHosts(config),
      DefaultGithubCredentialsProvider.fromIntegrations(
        ScmIntegrations.fromConfig(config),
      ),
      timing,
    );
  }

  /** Undefined when no integration has the repository's host. */
  forRepository(
    repository: RepositoryName,
    options?: ClientOptions,
  ): GithubClient | undefined {
    const at = locateRepository(this.hosts, repository);
    return at && this.forOwner(at.host, at.owner, options);
  }

  /**
   * With what the owner's account gave: the installation of an app there. Not
   * asked for a single repository, because the provider compares its name with
   * case, and ours have none.
   */
  forOwner(
    host: GithubHost,
    owner: string,
    options: ClientOptions = {},
  ): GithubClient {
    return this.create(host, `https://${host.host}/${owner}`, options);
  }

  /** As the app itself, the first one when there are several. */
  forApp(host: GithubHost, options: ClientOptions = {}): GithubClient {
    return this.create(host, `https://${host.host}`, options);
  }

  private create(
    host: GithubHost,
    url: string,
    { signal, onWait }: ClientOptions,
  ): GithubClient {
    const answers: AnswerState = {};
    const { timeout, retryBase, wait } = this.timing;
    const waitForLimit = async (seconds: number): Promise<boolean> => {
      const milliseconds = seconds * 1000;
      await onWait?.(new Date(Date.now() + milliseconds).toISOString());
      await wait(milliseconds, signal);
      return true;
    };
    const octokit = new ThrottledOctokit({
      baseUrl: host.apiBaseUrl,
      userAgent: 'throughline',
      request: { signal, fetch: createFetch(answers, timeout) },
      throttle: {
        id: url,
        write: unspaced,
        // What there is to wait was waited before it asks for how long.
        retryAfterBaseValue: 0,
        onRateLimit: waitForLimit,
        onSecondaryRateLimit: waitForLimit,
      },
      retry: { retryAfterBaseValue: retryBase },
      // Innermost of all hooks, so a retry asks for the token anew.
      authStrategy: () => this.authenticate(host, url),
    });
    octokit.hook.wrap('request', (request, options) => {
      signal?.throwIfAborted();
      return orAborted(Promise.resolve(request(options)), signal);
    });
    return { host, octokit, answers };
  }

  /** https://github.com/octokit/core.js#authentication */
  private authenticate(host: GithubHost, url: string) {
    const token = async () => {
      try {
        return (await this.credentials.getCredentials({ url })).token;
      } catch (error) {
        const reason = error instanceof Error ? error.message : `${error}`;
        throw new CredentialsRefused(host.host, reason);
      }
    };
    return Object.assign(token, {
      async hook(
        request: (
          options: EndpointDefaults,
        ) => Promise<OctokitResponse<unknown>>,
        options: EndpointDefaults,
      ) {
        const bearer = await token();
        if (bearer) options.headers.authorization = `Bearer ${bearer}`;
        return request(options);
      },
    });
  }
}
