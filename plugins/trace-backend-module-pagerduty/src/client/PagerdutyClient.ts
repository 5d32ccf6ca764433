import { isError } from '@backstage/errors';
import { backOff } from 'exponential-backoff';
import { setTimeout as sleep } from 'node:timers/promises';
import { PagerdutyConfig } from '../config';
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

/** For what a client is. */
export interface ClientOptions {
  config: Pick<PagerdutyConfig, 'apiBaseUrl' | 'token'>;
  /** Ends whatever is under way or waited for. */
  signal: AbortSignal;
  /** Told when PagerDuty's limit makes it wait, and until when (ISO 8601). */
  onWait: (until: string) => Promise<void>;
  timing: ClientTiming;
}

/**
 * Asks PagerDuty's REST API, one question at a time. Limits are waited for as
 * long as it says, dropped connections and answers 5xx tried again.
 */
export class PagerdutyClient {
  readonly #host: string;

  constructor(private readonly options: ClientOptions) {
    this.#host = new URL(options.config.apiBaseUrl).host;
  }

  /** @throws with a message for people */
  async get(path: string, query: URLSearchParams): Promise<unknown> {
    const { signal, timing } = this.options;
    return backOff(() => this.#ask(`${path}?${query}`), {
      numOfAttempts: TRIES,
      startingDelay: timing.firstWait,
      retry: async error => {
        if (signal.aborted || !(error instanceof TryAgain)) return false;
        if (error.wait !== undefined) await this.#wait(error.wait);
        return true;
      },
    });
  }

  async #wait(milliseconds: number): Promise<void> {
    const { signal, onWait, timing } = this.options;
    await onWait(new Date(Date.now() + milliseconds).toISOString());
    await timing.wait(milliseconds, signal);
  }

  async #ask(path: string): Promise<unknown> {
    const { config, signal, timing } = this.options;
    signal.throwIfAborted();
    const patience = AbortSignal.timeout(timing.timeout);
    try {
      const answer = await fetch(`${config.apiBaseUrl}${path}`, {
        headers: {
          accept: 'application/vnd.pagerduty+json;version=2',
          authorization: `Token token=${config.token}`,
          'user-agent': 'throughline',
        },
        redirect: 'manual',
        signal: AbortSignal.any([signal, patience]),
      });
      if (!answer.ok) throw await failureOf(this.#host, answer);
      return this.#read(await answer.text());
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

  #read(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(
        `${
          this.#host
        } gives an answer that is no JSON: trace.pagerduty.apiBaseUrl is not where the API is`,
      );
    }
  }
}
