import { CloudEventV1, HTTP } from 'cloudevents';
import { isUtf8 } from 'node:buffer';
import { EventError } from '../EventError';

/**
 * How events stand in a body: `event` for one without an envelope, or with one
 * in the headers, where the body holds all of it (CloudEvents' binary mode).
 */
export type Mode = 'event' | 'structured' | 'batch';

/** What a request holds. */
export interface Sent {
  mode: Mode;
  /** Each with where it is, e.g. `[0].`; as given, not checked. */
  events: Array<{ at: string; event: unknown }>;
}

const MEDIA_TYPES: Record<Exclude<Mode, 'event'>, string> = {
  structured: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
};
const MAX_EVENTS = 1000;

function parse(body: Buffer): unknown {
  if (!isUtf8(body)) throw new EventError('body', 'The body is not UTF-8');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    // Only where: the parser's words quote the body, which people wrote.
    const [where = ''] = / at position \d+/.exec(String(error)) ?? [];
    throw new EventError('body', `The body is not JSON${where}`);
  }
}

function cloudEvents(
  headers: Record<string, string>,
  body: string,
): CloudEventV1<unknown>[] {
  try {
    return [HTTP.toEvent<unknown>({ headers, body })].flat();
  } catch {
    throw new EventError(
      'body',
      'The request is no CloudEvent of version 1.0: id, source, type and specversion are required, each a text',
    );
  }
}

/** The event within an envelope; in base64 where the sender chose that. */
function dataOf({ data, data_base64: base64 }: CloudEventV1<unknown>): unknown {
  return base64 ? parse(Buffer.from(base64, 'base64')) : data;
}

/**
 * Holds an envelope to its event: who routes by the one must not be told
 * something else by the other.
 * https://github.com/cdevents/spec/blob/v0.5.1/cloudevents-binding.md
 */
function requireSame(
  envelope: CloudEventV1<unknown>,
  event: unknown,
  at: string,
): void {
  const { context = {} } = Object(event) as {
    context?: Record<string, unknown>;
  };
  for (const name of ['id', 'source', 'type'] as const) {
    if (envelope[name] !== Object(context)[name]) {
      throw new EventError(
        `${at}${name}`,
        `The CloudEvent's "${at}${name}" must be the event's "context.${name}"`,
      );
    }
  }
}

function readEnvelopes(mode: Mode, body: Buffer): Sent {
  const value = parse(body);
  if (mode === 'batch' && !Array.isArray(value)) {
    throw new EventError('body', 'The body must be a list of CloudEvents');
  }
  const type = MEDIA_TYPES[mode as keyof typeof MEDIA_TYPES];
  const envelopes = cloudEvents(
    { 'content-type': type },
    body.toString('utf8'),
  );
  if (envelopes.length > MAX_EVENTS) {
    throw new EventError(
      'body',
      `The body must hold at most ${MAX_EVENTS} events`,
    );
  }
  const events = envelopes.map((envelope, index) => {
    const at = mode === 'batch' ? `[${index}].` : '';
    const event = dataOf(envelope);
    if (event === undefined) {
      throw new EventError(`${at}data`, `The field "${at}data" is missing`);
    }
    requireSame(envelope, event, at);
    return { at, event };
  });
  return { mode, events };
}

/** What a stored body holds, read in the mode it was sent in. */
export function readBody(mode: Mode, body: Buffer): Sent {
  return mode === 'event'
    ? { mode, events: [{ at: '', event: parse(body) }] }
    : readEnvelopes(mode, body);
}

/** Headers of an envelope are texts; the library takes no others. */
function textHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/**
 * What a request holds, in any of CloudEvents' modes, or without an envelope.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 *
 * @throws EventError
 */
export function readRequest(
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): Sent {
  const given = textHeaders(headers);
  const [mediaType] = (given['content-type'] ?? '').toLowerCase().split(';');
  const mode = (Object.keys(MEDIA_TYPES) as Array<keyof typeof MEDIA_TYPES>)
    .filter(name => MEDIA_TYPES[name] === mediaType.trim())
    .at(0);
  if (mode) return readBody(mode, body);

  const sent = readBody('event', body);
  if (Object.keys(given).some(name => name.startsWith('ce-'))) {
    const binary = Object.fromEntries(
      Object.entries(given).filter(([name]) => name.startsWith('ce-')),
    );
    // The body was read above; the envelope is all that the headers are.
    const [envelope] = cloudEvents(binary, '');
    requireSame(envelope, sent.events[0].event, '');
  }
  return sent;
}
