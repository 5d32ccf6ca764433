import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import LinkHeader from 'http-link-header';
import { setTimeout as sleep } from 'node:timers/promises';
import pRetry, { AbortError } from 'p-retry';
import { failureOf, Unreachable } from './failures';
import { GitlabHost } from './hosts';
import { waitOf } from './limits';

/** How long is waited for what, in milliseconds. */
export interface ClientTiming {
  /** For a whole answer. */
  timeout: number;
  /** Before the first of three retries; twice as long before each next one. */
  retryBase: number;
  /** Waits until a limit is over. Rejects when the signal is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** The clock that limits are waited by. */
  now(): number;
}

export const DEFAULT_TIMING: ClientTiming = {
  timeout: 60_000,
  retryBase: 1000,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  now: () => Date.now(),
};

/** For whom a client is. */
export interface ClientOptions {
  /** Ends whatever is under way or waited for. */
  signal?: AbortSignal;
  /** Told when GitLab's limit makes it wait, and until when (ISO 8601). */
  onWait?: (until: string) => void | Promise<void>;
  logger?: LoggerService;
}

/** What one answer holds. */
export interface Answer {
  data: unknown;
  /** The next page's query, from `Link`; undefined on the last page. */
  next?: string;
  /** Of all pages; GitLab does not always say. */
  total?: number;
}

type Query = Record<string, string | number | boolean | undefined>;

const RETRIES = 3;
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** What `Link` says of the next page: only its query, never where to. */
function nextOf(headers: Headers): string | undefined {
  const link = headers.get('link');
  if (!link) return undefined;
  const [next] = LinkHeader.parse(link).rel('next');
  return next ? new URL(next.uri, 'http://any').search.slice(1) : undefined;
}

function totalOf(headers: Headers): number | undefined {
  const total = headers.get('x-total');
  return total && /^\d+$/.test(total) ? Number(total) : undefined;
}

/** A whole body; one without an end is not read to it. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the answer is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Rejects as soon as the signal is aborted, whatever the promise does. */
async function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Reads GitLab's REST API. Limits are waited for, as long as GitLab says; what
 * may pass is tried again.
 *
 * `@gitbeaker/rest` would know every route, but its requests cannot be ended,
 * and it does not wait as long as GitLab says.
 */
export class GitlabClient {
  /** GitLab's clock at its last answer, ISO 8601. */
  date: string | undefined;
  /** Nothing is asked for before, by the clock of the timing. */
  private resumeAt = 0;

  constructor(
    readonly host: GitlabHost,
    private readonly options: ClientOptions,
    private readonly timing: ClientTiming,
  ) {}

  /**
   * @param query - as a record, or as an earlier answer's `next`
   * @throws NotThere, PermissionMissing, CredentialsRefused, Unreachable, or
   *   another Error with a message for people
   */
  async get(path: string, query: Query | string = {}): Promise<Answer> {
    const { signal } = this.options;
    const url = new URL(`${this.host.apiBaseUrl}${path}`);
    url.search = typeof query === 'string' ? query : searchOf(query);
    const tried = pRetry(() => this.once(url), {
      retries: RETRIES,
      minTimeout: this.timing.retryBase,
      factor: 2,
    });
    return orAborted(tried, signal);
  }

  /** One answer that is no limit. */
  private async once(url: URL): Promise<Answer> {
    const { signal } = this.options;
    for (;;) {
      if (signal?.aborted) throw new AbortError(toError(signal.reason));
      await this.waitForLimit();
      const { status, headers, text } = await this.fetch(url);
      const date = Date.parse(headers.get('date') ?? '');
      if (!Number.isNaN(date)) this.date = new Date(date).toISOString();
      const wait = waitOf(status, headers);
      if (wait !== undefined) this.resumeAt = this.timing.now() + wait;
      if (status === 429) continue;
      if (status < 200 || status > 299) {
        const failure = failureOf(status, text, this.host.host);
        throw failure instanceof Unreachable
          ? failure
          : new AbortError(failure);
      }
      return {
        data: this.parse(text),
        next: nextOf(headers),
        total: totalOf(headers),
      };
    }
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new AbortError(`${this.host.host} gave an answer that is no JSON`);
    }
  }

  private async fetch(url: URL) {
    const { signal } = this.options;
    const { host, token } = this.host;
    const timeout = AbortSignal.timeout(this.timing.timeout);
    try {
      const response = await fetch(url, {
        headers: {
          accept: 'application/json',
          'user-agent': 'throughline',
          // Unlike PRIVATE-TOKEN not sent along when it leads to elsewhere.
          ...(token && { authorization: `Bearer ${token}` }),
        },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return {
        status: response.status,
        headers: response.headers,
        text: await textOf(response),
      };
    } catch (error) {
      if (signal?.aborted) throw new AbortError(toError(signal.reason));
      const { message, cause } = toError(error);
      const why =
        cause instanceof Error ? `${message}: ${cause.message}` : message;
      throw new Unreachable(`${host} gave no whole answer: ${why}`);
    }
  }

  private async waitForLimit(): Promise<void> {
    const milliseconds = this.resumeAt - this.timing.now();
    if (milliseconds <= 0) return;
    const { onWait, signal, logger } = this.options;
    try {
      await onWait?.(new Date(Date.now() + milliseconds).toISOString());
    } catch (error) {
      logger?.warn(
        `It is not shown that ${this.host.host} is waited for`,
        toError(error),
      );
    }
    try {
      await this.timing.wait(milliseconds, signal);
    } catch (error) {
      throw new AbortError(toError(error));
    }
  }
}

function searchOf(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}
