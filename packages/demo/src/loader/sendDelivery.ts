import { sign } from '@octokit/webhooks-methods';
import { Delivery } from '../generator/delivery';

/** Sends one delivery. Settles once it was accepted. */
export type SendDelivery = (
  delivery: Delivery,
  signal: AbortSignal,
) => Promise<void>;

/** The receiver said no in a way that no retry can change. */
export class RefusedError extends Error {
  readonly name = 'RefusedError';
}

/** Where deliveries go, and what proves that they may. */
export interface Receiver {
  /** Base URL of the trace plugin. */
  baseUrl(): Promise<string>;
  githubSecret: string;
  junitToken: string;
}

/** Waits before the n-th retry, in milliseconds; 45 s in all. */
const DELAYS = [250, 500, 1000, 2000, 4000, 7500, 7500, 7500, 7500, 7500];
const ANSWER_WITHIN = 30_000;

const HINTS: Record<number, string> = {
  401: 'Its secret is not the one in the settings: trace.sources.github.secrets must hold demo.github.secret and trace.sources.junit.secrets must hold demo.junit.token, as in app-config.demo.yaml.',
  404: 'The trace plugin has no such source. Is it installed, with its github and junit modules?',
};

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

async function requestOf(
  delivery: Delivery,
  receiver: Receiver,
): Promise<{ path: string; headers: Record<string, string>; body: string }> {
  if (delivery.door === 'junit') {
    return {
      path: `/ingest/junit?${new URLSearchParams(delivery.query)}`,
      headers: {
        'content-type': 'application/xml',
        authorization: `Bearer ${receiver.junitToken}`,
      },
      body: delivery.body,
    };
  }
  const body = JSON.stringify(delivery.payload);
  return {
    path: '/ingest/github',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/demo',
      'x-github-event': delivery.event,
      'x-github-delivery': delivery.id,
      'x-hub-signature-256': await sign(receiver.githubSecret, body),
    },
    body,
  };
}

/**
 * Sends over HTTP, through the same signed door that production data takes.
 * A busy or absent receiver is asked again for about 45 seconds.
 *
 * @param wait - replaced in tests
 */
export function createHttpSender(
  receiver: Receiver,
  wait: typeof pause = pause,
): SendDelivery {
  return async (delivery, signal) => {
    const { path, headers, body } = await requestOf(delivery, receiver);
    const url = `${await receiver.baseUrl()}${path}`;
    let problem = '';
    for (let attempt = 0; attempt <= DELAYS.length; attempt++) {
      if (attempt > 0) await wait(DELAYS[attempt - 1], signal);
      signal.throwIfAborted();
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
        });
        // Read to the end, or the connection cannot be used again.
        const answer = await response.text();
        if (response.ok) return;
        const { status } = response;
        problem = `${status} ${answer.slice(0, 300)}`;
        if (status < 500 && status !== 429) {
          throw new RefusedError(
            `A delivery for ${delivery.door} was refused with ${status}. ${
              HINTS[status] ?? answer.slice(0, 300)
            }`,
          );
        }
      } catch (error) {
        if (error instanceof RefusedError || signal.aborted) throw error;
        problem = String(error);
      }
    }
    throw new Error(`${url} did not accept a delivery: ${problem}`);
  };
}
