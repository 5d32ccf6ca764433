import { isError } from '@backstage/errors';
import { Fact } from '@throughline/plugin-trace-common';
import { NormaliseError, TraceConnector } from '@throughline/plugin-trace-node';
import { ClaimedDelivery, DeliveryOutcome } from '../database/inbox/types';
import { decompress } from './compression';

/** What a delivery means, and what is to be recorded of it. */
export interface NormalisedDelivery {
  outcome: DeliveryOutcome;
  facts: Fact[];
  /** A mistake of ours rather than of the sender. */
  bug?: unknown;
}

const MAX_TEXT = 500;

// Reasons may quote payloads: PostgreSQL stores no NUL, and nobody reads more.
function tidy(text: string): string {
  const clean = text.replaceAll('\0', '\uFFFD');
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

// By name, because a module may come with its own copy of the package.
function isNormaliseError(error: unknown): error is NormaliseError {
  return isError(error) && error.name === 'NormaliseError';
}

/** The outcome of a delivery that made our own code throw. */
export function internalFailure(
  { seq, source, receivedAt }: ClaimedDelivery,
  error: unknown,
): DeliveryOutcome {
  return {
    seq,
    source,
    receivedAt,
    status: 'failed',
    // Without the message, which may quote the payload: what is restricted there
    // is not for all who read this. The log says where it happened.
    reason: `internal: ${isError(error) ? tidy(error.name) : 'unknown error'}`,
  };
}

/**
 * Turns a stored delivery into facts. Never throws: whatever goes wrong is an
 * outcome with its reason.
 *
 * @param connector - undefined when none is installed for its source any more
 */
export async function normaliseDelivery(
  delivery: ClaimedDelivery,
  connector: TraceConnector | undefined,
): Promise<NormalisedDelivery> {
  const { seq, source, event, context, receivedAt } = delivery;
  const filed = { seq, source, receivedAt };
  if (!connector) {
    return {
      outcome: {
        ...filed,
        status: 'failed',
        reason: `No connector is installed for the source "${tidy(source)}"`,
      },
      facts: [],
    };
  }
  try {
    const normalised = await connector.normalise({
      source,
      event,
      context,
      body: await decompress(delivery.body),
      receivedAt: receivedAt.toISOString(),
    });
    if (normalised.outcome === 'ignored') {
      const reason = tidy(normalised.reason);
      return { outcome: { ...filed, status: 'ignored', reason }, facts: [] };
    }
    return {
      outcome: { ...filed, status: 'projected' },
      facts: normalised.facts,
    };
  } catch (error) {
    if (isNormaliseError(error)) {
      return {
        outcome: {
          ...filed,
          status: 'failed',
          reason: tidy(error.message),
          path: tidy(error.path),
        },
        facts: [],
      };
    }
    return { outcome: internalFailure(delivery, error), facts: [], bug: error };
  }
}
