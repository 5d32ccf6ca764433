import { InputError } from '@backstage/errors';
import { Fact } from '@throughline/plugin-trace-common';
import {
  NormaliseError,
  StoredDelivery,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a test delivery says and does. */
export interface TestPayload {
  id: string;
  facts?: Fact[];
  /** Ignored for this reason. */
  ignore?: string;
  /** Fails because this path is missing. */
  missing?: string;
  /** Throws something that no normaliser should. */
  crash?: string;
}

/** The signature header's value. */
export function sign(body: string | Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** A fact about a subject of its own, so that deliveries can be told apart. */
export function factAbout(subject: string): Fact {
  return {
    subject,
    at: '2026-01-02T03:04:05.000Z',
    attributes: { seen: true },
  };
}

/** A connector for tests: JSON, signed with HMAC in `x-signature`. */
export function hmacConnector(
  overrides: Partial<TraceConnector> = {},
): TraceConnector {
  return {
    id: 'test',
    title: 'Test',
    gives: ['facts'],
    async verify({ headers, body }, secrets) {
      const given = Buffer.from(String(headers['x-signature'] ?? ''));
      return secrets.some(secret => {
        const expected = Buffer.from(sign(body, secret));
        return (
          given.length === expected.length && timingSafeEqual(given, expected)
        );
      });
    },
    async identify({ body }) {
      let payload: TestPayload;
      try {
        payload = JSON.parse(body.toString());
      } catch {
        throw new InputError('The body is not JSON');
      }
      return {
        deliveryId: payload.id,
        event: 'thing',
        context: { type: 'application/json' },
      };
    },
    async normalise({ body }: StoredDelivery) {
      const payload: TestPayload = JSON.parse(body.toString());
      if (payload.crash) throw new TypeError(payload.crash);
      if (payload.missing) {
        throw new NormaliseError(payload.missing, 'expected a number');
      }
      if (payload.ignore) return { outcome: 'ignored', reason: payload.ignore };
      return {
        outcome: 'facts',
        facts: payload.facts ?? [factAbout(`thing:${payload.id}`)],
      };
    },
    ...overrides,
  };
}
