import { isUtf8 } from 'node:buffer';

type Members = Record<string, unknown>;

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

function pick(value: unknown, names: string[]): Members {
  const members = membersOf(value);
  return Object.fromEntries(
    names
      .filter(name => Object.hasOwn(members, name))
      .map(name => [name, members[name]]),
  );
}

/**
 * The payload of a webhook.
 *
 * @throws Error with the reason when it is no JSON object
 */
export function readPayload(body: Buffer): Members {
  if (!isUtf8(body)) throw new Error('The body is not UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    // Only where: the parser's words quote the body.
    const [where = ''] = / at position \d+/.exec(String(error)) ?? [];
    throw new Error(`The body is not JSON${where}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('The body must be a JSON object.');
  }
  return value as Members;
}

/**
 * What is stored of a payload: all that is read of it, and nothing else. Who is
 * called, who did it and what was written about it are not.
 */
export function keep(payload: Members): Members {
  const event = membersOf(payload.event);
  const data = membersOf(event.data);
  return {
    event: {
      ...pick(event, ['id', 'event_type', 'occurred_at']),
      ...(event.data !== undefined && {
        data:
          data.type === 'incident'
            ? {
                ...pick(data, [
                  'id',
                  'type',
                  'number',
                  'status',
                  'title',
                  'html_url',
                  'created_at',
                  'urgency',
                ]),
                ...(Object.hasOwn(data, 'service') && {
                  service: data.service ? pick(data.service, ['id']) : null,
                }),
              }
            : pick(data, ['type']),
      }),
    },
  };
}
