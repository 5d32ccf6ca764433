import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { RequestError } from '@octokit/request-error';
import {
  EndpointDefaults,
  OctokitResponse,
  RequestOptions,
} from '@octokit/types';
import { RepositoryName } from '@throughline/plugin-trace-common';
import Bottleneck from 'bottleneck';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerState, createFetch } from './answers';
import {
  CredentialsRefused,
  isLimit,
  NotInstalled,
  TokenUnreachable,
} from './failures';
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
  /** Told what the client goes on in spite of. */
  logger?: LoggerService;
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

type Endpoint = EndpointDefaults & RequestOptions;

/**
 * Why there is no token. What has no status did not come from GitHub: Backstage
 * says that the app is suspended, say, or cannot read its private key.
 */
function noToken(error: unknown, { host }: GithubHost, request: Endpoint) {
  const reason = error instanceof Error ? error.message : `${error}`;
  const answer: Partial<RequestError> = Object(error);
  const { status } = answer;
  const refused =
    status === undefined ||
    ([401, 403, 404].includes(status) && !isLimit(answer));
  return refused
    ? new CredentialsRefused(host, reason)
    : new TokenUnreachable(host, reason, request);
}

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
    return this.create(host, owner, options);
  }

  /** As the app itself, the first one when there are several. */
  forApp(host: GithubHost, options: ClientOptions = {}): GithubClient {
    return this.create(host, undefined, options);
  }

  private create(
    host: GithubHost,
    owner: string | undefined,
    { signal, onWait, logger }: ClientOptions,
  ): GithubClient {
    const url = `https://${host.host}${owner ? `/${owner}` : ''}`;
    const answers: AnswerState = {};
    const { timeout, retryBase, wait } = this.timing;
    const waitForLimit = async (
      seconds: number,
      _: unknown,
      { log }: Octokit,
    ): Promise<boolean> => {
      const milliseconds = seconds * 1000;
      try {
        await onWait?.(new Date(Date.now() + milliseconds).toISOString());
      } catch (error) {
        // The plugin would take it for a wish not to wait.
        log.warn(`It is not shown that ${url} is waited for`, toError(error));
      }
      await wait(milliseconds, signal);
      return true;
    };
    const octokit = new ThrottledOctokit({
      baseUrl: host.apiBaseUrl,
      userAgent: 'throughline',
      log: logger,
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
      authStrategy: () => this.authenticate(host, url, owner),
    });
    octokit.hook.wrap('request', (request, options) => {
      signal?.throwIfAborted();
      return orAborted(Promise.resolve(request(options)), signal);
    });
    return { host, octokit, answers };
  }

  /** https://github.com/octokit/core.js#authentication */
  private authenticate(
    host: GithubHost,
    url: string,
    owner: string | undefined,
  ) {
    const token = async () =>
      (await this.credentials.getCredentials({ url })).token;
    return Object.assign(token, {
      async hook(
        request: (options: Endpoint) => Promise<OctokitResponse<unknown>>,
        options: Endpoint,
      ) {
        const bearer = await token().catch(error => {
          throw noToken(error, host, options);
        });
        if (bearer) {
          options.headers.authorization = `Bearer ${bearer}`;
        } else if (owner && host.credentials !== 'none') {
          // Asked as anybody, GitHub would soon want us to wait for an hour.
          throw new NotInstalled(host.host, owner);
        }
        return request(options);
      },
    });
  }
}
