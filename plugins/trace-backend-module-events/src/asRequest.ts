import { EventParams } from '@backstage/plugin-events-node';
import { IngestRequest } from '@throughline/plugin-trace-node';

/** Of the request that the event was, and not of what is handed on. */
const OF_THE_WIRE = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'cookie',
  'transfer-encoding',
]);

/**
 * An event as the request that it was: its metadata are the headers. The body is
 * written anew, so a signature of it means nothing any more.
 */
export function asRequest({
  eventPayload,
  metadata = {},
}: EventParams): IngestRequest {
  const headers = Object.entries(metadata)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !OF_THE_WIRE.has(name));
  return {
    headers: {
      ...Object.fromEntries(headers),
      'content-type': 'application/json',
    },
    query: {},
    // Of what is no JSON there is none, which no connector takes for a delivery.
    body: Buffer.from(JSON.stringify(eventPayload) ?? ''),
  };
}
