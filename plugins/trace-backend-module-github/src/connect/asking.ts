import { setTimeout as sleep } from 'node:timers/promises';
import { ClientTiming, failureOf, GithubHost } from '../client';

/** People wait for the answer, so GitHub is not waited for for long. */
export const PATIENCE_MS = 15_000;

/** For clients of pages: nothing is waited for longer than the page would. */
export const PAGE_TIMING: ClientTiming = {
  timeout: PATIENCE_MS,
  retryBase: 500,
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** What GitHub's answer, or that there is none, means for people. */
export function problemOf(error: unknown, { host }: GithubHost): string {
  const failure = failureOf(error, host);
  if (!(failure instanceof Error)) return `${failure}`;
  return failure.name === 'TimeoutError'
    ? `${host} did not answer within ${PATIENCE_MS / 1000} seconds`
    : failure.message;
}
