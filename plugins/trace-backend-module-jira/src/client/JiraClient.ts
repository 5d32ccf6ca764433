import { isError } from '@backstage/errors';
import { backOff } from 'exponential-backoff';
import { setTimeout as sleep } from 'node:timers/promises';
import { JiraSite } from '../config';
import { failureOf, TryAgain } from './failures';

/** How long is waited for what, in milliseconds. */
export interface ClientTiming {
  /** For a whole answer. */
  timeout: number;
  /** Before the second try; twice as long before each next one. */
  firstWait: number;
  /** Waits until a limit is over. Rejects when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const DEFAULT_TIMING: ClientTiming = {
  timeout: 60_000,
  firstWait: 1000,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

const TRIES = 6;

/** An answer, and what time it is where it came from. */
export interface Answer<T> {
  data: T;
  /** ISO 8601. */
  date: string;
}

/** What a client is made of. */
export interface ClientOptions {
  site: JiraSite;
  /** Ends whatever is under way or waited for. */
  signal: AbortSignal;
  /** Told when Jira's limit makes it wait, and until when (ISO 8601). */
  onWait: (until: string) => Promise<void>;
  timing?: ClientTiming;
}

/**
 * Asks the API of one site. Limits are waited for as long as Jira says, dropped
 * connections and answers 5xx tried again.
 */
export class JiraClient {
  readonly #options: ClientOptions;
  readonly #timing: ClientTiming;
  readonly #host: string;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#timing = options.timing ?? DEFAULT_TIMING;
    this.#host = new URL(options.site.address).host;
  }

  /** @throws NotThere, NotUnderstood, or an Error with a message for people */
  get<T>(path: string, query: Record<string, string> = {}): Promise<Answer<T>> {
    const search = new URLSearchParams(query).toString();
    return this.#ask(search ? `${path}?${search}` : path, { method: 'GET' });
  }

  /** For questions that do not fit into an address; throws as `get` does. */
  post<T>(path: string, body: object): Promise<Answer<T>> {
    return this.#ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const { signal } = this.#options;
    return backOff(() => this.#askOnce<T>(path, init), {
      numOfAttempts: TRIES,
      startingDelay: this.#timing.firstWait,
      retry: async error => {
        if (signal.aborted || !(error instanceof TryAgain)) return false;
        if (error.wait) await this.#wait(error.wait);
        return true;
      },
    });
  }

  async #wait(milliseconds: number): Promise<void> {
    const { signal, onWait } = this.#options;
    await onWait(new Date(Date.now() + milliseconds).toISOString());
    await this.#timing.wait(milliseconds, signal);
  }

  async #askOnce<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const { site, signal } = this.#options;
    signal.throwIfAborted();
    const patience = AbortSignal.timeout(this.#timing.timeout);
    try {
      const answer = await fetch(`${site.address}${path}`, {
        ...init,
        headers: {
          ...init.headers,
          accept: 'application/json',
          authorization: site.authorization,
          'user-agent': 'throughline',
        },
        redirect: 'manual',
        signal: AbortSignal.any([signal, patience]),
      });
      if (!answer.ok) throw await failureOf(this.#host, answer);
      return { data: await this.#read<T>(answer), date: this.#date(answer) };
    } catch (error) {
      signal.throwIfAborted();
      if (patience.aborted) {
        throw new TryAgain(`${this.#host} did not answer in time`);
      }
      // What fetch itself throws: no connection, or one that broke.
      if (isError(error) && error.name === 'TypeError') {
        throw new TryAgain(`${this.#host} cannot be reached`);
      }
      throw error;
    }
  }

  async #read<T>(answer: Response): Promise<T> {
    try {
      return (await answer.json()) as T;
    } catch (error) {
      if (!isError(error) || error.name !== 'SyntaxError') throw error;
      throw new Error(
        `${
          this.#host
        } gives an answer that is no JSON: the baseUrl in trace.jira.sites is not where its API is`,
      );
    }
  }

  #date(answer: Response): string {
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date)) return new Date(date).toISOString();
    throw new Error(
      `${
        this.#host
      } does not say what time it is: its answers have no Date header`,
    );
  }
}
