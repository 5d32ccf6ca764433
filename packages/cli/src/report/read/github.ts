import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck';
import { version } from '../../../package.json';
import { CliError, EXIT, usage } from '../../exit';
import { note, oneLine } from '../../output';

const ThrottledOctokit = Octokit.plugin(throttling, retry);

/**
 * The plugin keeps a second between any two queries, as GitHub asks for writes.
 * These only read, one at a time; the limit is 2,000 points a minute:
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const unspaced = new Bottleneck.Group({ maxConcurrent: 1 });

/** Whom to ask, and as whom. */
export interface GithubAccess {
  /** `github.com`, or the host of a GitHub Enterprise Server. */
  host: string;
  /** Where its API is, when not where GitHub documents it. */
  apiUrl?: string;
  token: string;
  /** Of one request, in milliseconds. */
  timeoutMs: number;
}

/** A query of GitHub's GraphQL. @throws CliError with a message for people */
export type AskGithub = <T>(
  query: string,
  variables: Record<string, unknown>,
) => Promise<T>;

interface Answer<T> {
  data?: T | null;
  errors?: Array<{ type?: string; message: string }>;
}

/** https://docs.github.com/en/graphql/guides/forming-calls-with-graphql */
function addressOf({ host, apiUrl }: GithubAccess): string {
  if (apiUrl) return apiUrl.replace(/\/+$/, '');
  return host === 'github.com'
    ? 'https://api.github.com'
    : `https://${host}/api`;
}

function refused(host: string, status: number, message: string): CliError {
  const said = oneLine(message);
  if (status === 401 || status === 403) {
    return new CliError(
      EXIT.denied,
      `${host} does not take the token: ${said}`,
    );
  }
  if (status === 404) {
    return usage(
      `${host} answers that there is nothing: ${said}. Is it the right host, and may the token read the repository?`,
    );
  }
  return new CliError(EXIT.unreachable, `${host} cannot be asked: ${said}`);
}

/** Limits are waited for, answers 5xx and dropped connections tried again. */
export function githubAsker(access: GithubAccess): AskGithub {
  const wait = (seconds: number) => {
    note(`${access.host} asks to wait for ${seconds} s …`);
    return true;
  };
  const octokit = new ThrottledOctokit({
    auth: access.token,
    baseUrl: addressOf(access),
    userAgent: `throughline-cli/${version}`,
    // What goes wrong is said once, in words, by whoever catches it.
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(access.timeoutMs) }),
    },
    throttle: {
      write: unspaced,
      onRateLimit: wait,
      onSecondaryRateLimit: wait,
    },
  });
  return async <T>(query: string, variables: Record<string, unknown>) => {
    let answer: Answer<T>;
    try {
      const response = await octokit.request('POST /graphql', {
        query,
        variables,
      });
      answer = response.data as Answer<T>;
    } catch (error) {
      const { status = 0, message } = error as Error & { status?: number };
      throw refused(access.host, status, message);
    }
    const [problem] = answer.errors ?? [];
    if (problem) {
      const status = { NOT_FOUND: 404, FORBIDDEN: 403 }[problem.type ?? ''];
      throw refused(access.host, status ?? 0, problem.message);
    }
    if (!answer.data) throw refused(access.host, 0, 'it gave no GraphQL');
    return answer.data;
  };
}
