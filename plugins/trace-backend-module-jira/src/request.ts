import { InputError } from '@backstage/errors';
import {
  DeliveryEnvelope,
  IngestRequest,
  readMembers,
  Spoken,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { formerKeys, readItems } from './changelog';
import { keep } from './keep';
import { isKey } from './schemas';
import { JiraSettings } from './sites';

/**
 * The same however often Jira sends it:
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/#retry-policy
 */
const IDENTIFIER = 'x-atlassian-webhook-identifier';
const DELIVERY = /^[\x21-\x7e]{1,128}$/;
const EVENT = /^[\w:.-]{1,64}$/;

function read(request: IngestRequest): Record<string, unknown> {
  try {
    return readMembers(request.body);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
}

function deliveryIdOf({ headers, body }: IngestRequest): string {
  const given = headers[IDENTIFIER];
  if (given === undefined)
    return createHash('sha256').update(body).digest('hex');
  if (typeof given === 'string' && DELIVERY.test(given)) return given;
  throw new InputError(
    `The header ${IDENTIFIER} must be an id of at most 128 characters.`,
  );
}

/** Files a verified request, see `TraceConnector.identify`. */
export function identifyRequest(
  request: IngestRequest,
  settings: JiraSettings,
): DeliveryEnvelope {
  const deliveryId = deliveryIdOf(request);
  const payload = read(request);
  const { webhookEvent } = payload;
  if (typeof webhookEvent !== 'string' || !EVENT.test(webhookEvent)) {
    throw new InputError(
      'The field webhookEvent must be the name of an event, e.g. jira:issue_updated.',
    );
  }
  return {
    deliveryId,
    event: webhookEvent,
    body: Buffer.from(JSON.stringify(keep(payload, settings))),
  };
}

/** Tickets that a request speaks of, see `TraceConnector.speaksOf`. */
export function ticketsIn(request: IngestRequest): Spoken[] | undefined {
  const { issue, changelog } = read(request);
  const { key }: { key?: unknown } = Object(issue);
  if (!isKey(key)) return undefined;
  const { items }: { items?: unknown } = Object(changelog);
  return [
    { of: 'ticket', field: 'issue.key', key },
    ...formerKeys(readItems(items), key).map(
      (former): Spoken => ({
        of: 'ticket',
        field: 'changelog.items',
        key: former,
      }),
    ),
  ];
}
