import { InputError } from '@backstage/errors';
import {
  NormaliseError,
  readMembers,
  TraceConnector,
} from '@throughline/plugin-trace-node';
import { keep } from './payload';
import { eventTypeOf, readEvent } from './readEvent';
import { verifySignature } from './verify';

const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`;
}

/** PagerDuty's webhooks, version 3. */
export const pagerdutyConnector: TraceConnector = {
  id: 'pagerduty',
  title: 'PagerDuty',
  gives: ['incidents'],
  verify: verifySignature,

  async identify({ body }) {
    let payload: Record<string, unknown>;
    try {
      payload = readMembers(body);
    } catch (error) {
      throw new InputError(reasonOf(error));
    }
    const event = eventTypeOf(payload);
    if (event === undefined) {
      throw new InputError(
        'The field "event.event_type" is missing: a webhook of version 3 is expected',
      );
    }
    const { id } = payload.event as { id?: unknown };
    // Two subscriptions report one event under one id.
    if (typeof id !== 'string' || !DELIVERY_ID.test(id)) {
      throw new InputError(
        'The field "event.id" must be 1 to 200 printable ASCII characters and no spaces',
      );
    }
    return {
      deliveryId: id,
      event,
      body: Buffer.from(JSON.stringify(keep(payload))),
    };
  },

  async normalise({ body, receivedAt }) {
    let payload: Record<string, unknown>;
    try {
      payload = readMembers(body);
    } catch (error) {
      throw new NormaliseError('body', reasonOf(error));
    }
    return readEvent(payload, receivedAt);
  },
};
