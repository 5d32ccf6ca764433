import { InputError } from '@backstage/errors';
import { Fact } from '@throughline/plugin-trace-common';
import {
  NormaliseError,
  TraceConnector,
  verifyToken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { EventError } from './EventError';
import { CdEvent, readEvent } from './event';
import { factsOf } from './facts';
import { Mode, readBody, readRequest, Sent } from './request/readRequest';

/** The events of a request, each held to its type. */
function readAll({ events }: Sent): CdEvent[] {
  return events.map(({ at, event }) => {
    try {
      return readEvent(event);
    } catch (error) {
      if (!(error instanceof EventError) || at === '') throw error;
      throw new EventError(
        `${at}${error.field}`,
        `Event ${at.slice(0, -1)}: ${error.message}`,
      );
    }
  });
}

/** An event is one by its id among those of its source, in CloudEvents too. */
function deliveryIdOf(events: CdEvent[]): string {
  return createHash('sha256')
    .update(JSON.stringify(events.map(({ id, source }) => [source, id])))
    .digest('hex');
}

const reasonFor = ({ name, type }: CdEvent) =>
  name === 'custom'
    ? `A custom event, "${type}": it is kept, and the graph knows nothing of it.`
    : `The event "${type}" holds nothing that the graph knows of.`;

/** Brings in CDEvents, sent as CloudEvents over HTTP. */
export const cdeventsConnector: TraceConnector = {
  id: 'cdevents',
  title: 'CDEvents',
  gives: [
    'changes',
    'pipeline and test runs',
    'artifacts',
    'deployments',
    'tickets and incidents',
  ],

  async verify({ headers }, secrets) {
    return verifyToken(headers.authorization, secrets);
  },

  /** Reads the events in full, so that the sender hears what is wrong. */
  async identify({ headers, body }) {
    try {
      const sent = readRequest(headers, body);
      const events = readAll(sent);
      if (events.length === 0) throw new InputError('The batch is empty');
      return {
        deliveryId: deliveryIdOf(events),
        event: events.length === 1 ? events[0].type : 'batch',
        context: { mode: sent.mode },
      };
    } catch (error) {
      if (error instanceof EventError) throw new InputError(error.message);
      throw error;
    }
  },

  async normalise({ context, body, receivedAt }) {
    try {
      const events = readAll(readBody((context.mode ?? 'event') as Mode, body));
      const facts: Fact[] = events.flatMap(event => factsOf(event, receivedAt));
      return facts.length > 0
        ? { outcome: 'facts', facts }
        : { outcome: 'ignored', reason: reasonFor(events[0]) };
    } catch (error) {
      if (error instanceof EventError) {
        throw new NormaliseError(error.field, error.message);
      }
      throw error;
    }
  },
};
