import { JsonObject } from '@backstage/types';
import { IngestRequest, Normalised } from '@throughline/plugin-trace-node';
import { cdeventsConnector } from '../cdeventsConnector';

export const RECEIVED_AT = '2026-03-02T00:00:00.000Z';
export const DIGEST = `sha256:${'0b31b1c0'.repeat(8)}`;

/** An event as JSON has it. */
export interface Event {
  context: JsonObject;
  subject: JsonObject & { content: JsonObject };
}

let count = 0;

/** An event of a type, e.g. `service.deployed.0.3.0`. */
export function event(
  type: string,
  subjectId: string,
  content: JsonObject,
  context: JsonObject = {},
): Event {
  count += 1;
  return {
    context: {
      specversion: '0.5.1',
      id: `event-${count}`,
      source: '/ci/shop',
      type: `dev.cdevents.${type}`,
      timestamp: '2026-03-01T10:00:00Z',
      ...context,
    },
    subject: { id: subjectId, content },
  };
}

/** What CloudEvents puts around an event. */
export function envelope({ context }: Event): JsonObject {
  return {
    specversion: '1.0',
    id: context.id,
    source: context.source,
    type: context.type,
  };
}

/** In structured mode. */
export function structured(of: Event): IngestRequest {
  return requestOf(
    { ...envelope(of), data: of as unknown as JsonObject },
    { 'content-type': 'application/cloudevents+json' },
  );
}

/** A request with a body. */
export function requestOf(
  body: unknown,
  headers: IngestRequest['headers'] = { 'content-type': 'application/json' },
): IngestRequest {
  return {
    headers,
    query: {},
    body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
  };
}

/** What comes of a request that is taken. */
export async function sent(
  request: IngestRequest,
  receivedAt = RECEIVED_AT,
): Promise<Normalised> {
  const { event: type, context = {} } = await cdeventsConnector.identify(
    request,
  );
  return cdeventsConnector.normalise({
    source: 'cdevents',
    event: type,
    context,
    body: request.body,
    receivedAt,
  });
}

/** The facts that events are. */
export async function factsOf(...events: Event[]) {
  const normalised = await Promise.all(events.map(of => sent(structured(of))));
  return normalised.flatMap(of => (of.outcome === 'facts' ? of.facts : []));
}
