import { InputError } from '@backstage/errors';
import {
  DeliveryEnvelope,
  IngestRequest,
  readMembers,
} from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';

const DELIVERY = /^[\x21-\x7e]{1,128}$/;
/** The first one counts that there is. */
const ID_HEADERS = ['webhook-id', 'idempotency-key'];
const KIND = /^[a-z0-9_]{1,64}$/i;

function kindOf(payload: Record<string, unknown>): string {
  // Events of members, projects and subgroups have a name and no kind.
  const kind = payload.object_kind ?? payload.event_name;
  if (typeof kind === 'string' && KIND.test(kind)) return kind;
  throw new InputError(
    `The field "object_kind" ${
      kind === undefined ? 'is missing' : 'is no name of a kind'
    }; expected e.g. push, as GitLab sends it without a custom template.`,
  );
}

/**
 * What tells a delivery from others, and is the same when it is sent again:
 * `Idempotency-Key`, by GitLab's documentation "consistent across webhook
 * retries", since 17.4; a signed delivery has the same as `webhook-id`, which
 * the signature is over too. Of the other headers, `X-Gitlab-Event-UUID` is
 * shared by webhooks that trigger each other, and `X-Gitlab-Webhook-UUID` is
 * another one at each try. So for older versions it is what the body holds.
 */
function deliveryIdOf({ headers, body }: IngestRequest): string {
  const name = ID_HEADERS.find(header => headers[header] !== undefined);
  if (!name) return createHash('sha256').update(body).digest('hex');
  const given = headers[name];
  if (typeof given === 'string' && DELIVERY.test(given)) return given;
  throw new InputError(
    `The header ${name} must be an id of at most 128 characters.`,
  );
}

/** Files a verified request, see `TraceConnector.identify`. */
export function identifyRequest(request: IngestRequest): DeliveryEnvelope {
  let payload: Record<string, unknown>;
  try {
    payload = readMembers(request.body);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
  return { deliveryId: deliveryIdOf(request), event: kindOf(payload) };
}
