import { InputError } from '@backstage/errors';
import {
  DeliveryEnvelope,
  IngestRequest,
  parseMembers,
  readText,
} from '@throughline/plugin-trace-node';

/** Key of the envelope's context. */
const CONTENT_TYPE = 'contentType';
const FORM = 'application/x-www-form-urlencoded';
/** GitHub sends a GUID. */
const DELIVERY = /^[\x21-\x7e]{1,128}$/;
const EVENT = /^[a-z0-9_]{1,64}$/i;

function header(
  { headers }: IngestRequest,
  name: string,
  pattern: RegExp,
  expected: string,
): string {
  const value = headers[name];
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new InputError(
    value === undefined
      ? `The header ${name} is missing; it must be ${expected}.`
      : `The header ${name} must be ${expected}.`,
  );
}

/**
 * The payload in a body, which GitHub sends as JSON or, as the webhook is set
 * up, as the form field `payload`.
 *
 * @throws Error with the reason when it holds no JSON object
 */
export function readBody(
  body: Buffer,
  context: Record<string, string>,
): Record<string, unknown> {
  const text = readText(body);
  if (context[CONTENT_TYPE] !== FORM) return parseMembers(text);
  const payload = new URLSearchParams(text).get('payload');
  if (payload === null) throw new Error('The form has no field "payload".');
  return parseMembers(payload);
}

/** Files a verified request, see `TraceConnector.identify`. */
export function identifyRequest(request: IngestRequest): DeliveryEnvelope {
  const deliveryId = header(
    request,
    'x-github-delivery',
    DELIVERY,
    'an id of at most 128 characters',
  );
  const event = header(
    request,
    'x-github-event',
    EVENT,
    'the name of an event, e.g. push',
  );
  const type = request.headers['content-type']?.split(';')[0].trim();
  const context: Record<string, string> =
    type?.toLowerCase() === FORM ? { [CONTENT_TYPE]: FORM } : {};
  try {
    readBody(request.body, context);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
  return { deliveryId, event, context };
}
