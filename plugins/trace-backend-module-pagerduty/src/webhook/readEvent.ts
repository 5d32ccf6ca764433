import { toInstant } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import { z } from 'zod';
import {
  acknowledgedFact,
  described,
  fact,
  incident,
  RANKS,
  Said,
} from '../facts';

const instant = z.string('a time').transform((text, context) => {
  const at = toInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: 'a time' });
  return z.NEVER;
});

const envelope = z.object({
  event: z.object(
    {
      event_type: z
        .string('the type of the event')
        .regex(/^[\w.-]{1,100}$/, 'the type of the event'),
      data: z.unknown().optional(),
    },
    'an event',
  ),
});
const about = z.object({ type: z.string() });
const schema = z.object({
  event: z.object({
    occurred_at: instant,
    data: z.object({
      ...incident,
      number: z.int('a number').nonnegative('a number'),
      created_at: instant,
    }),
  }),
});

/** Data besides incidents, and why nothing is read of it. */
const NOT_READ = new Map([
  ['incident_note', 'Notes of people are not read.'],
  ['incident_responder', 'Who is asked to help is not read.'],
  ['incident_status_update', 'Status updates of people are not read.'],
  ['service', 'Services are known by what the catalog says of them.'],
  ['ping', 'A ping: the webhook is set up and reaches us.'],
]);

/** @throws NormaliseError naming the first place that is not as it must be */
function read<T extends z.ZodType>(of: T, payload: unknown): z.output<T> {
  const result = of.safeParse(payload);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new NormaliseError(path.join('.'), `expected ${message}`);
}

function closed(event: string, status: string, at: string): Said['closedAt'] {
  if (status !== 'resolved') return null;
  // What happens to one that is over does not say since when it is.
  return event === 'incident.resolved' ? at : undefined;
}

/** The type of an event; undefined when there is none. */
export function eventTypeOf(payload: unknown): string | undefined {
  return envelope.safeParse(payload).data?.event.event_type;
}

/**
 * What an event says. All those of incidents carry all of the incident, so that
 * types which are added later are read as well.
 *
 * @param receivedAt - no event is later than that
 * @throws NormaliseError
 */
export function readEvent(payload: unknown, receivedAt: string): Normalised {
  const { event_type: type, data: given } = read(envelope, payload).event;
  const kind = about.safeParse(given).data?.type;
  if (kind !== 'incident') {
    return {
      outcome: 'ignored',
      reason:
        NOT_READ.get(kind ?? '') ??
        `PagerDuty's event "${type}" says nothing of how an incident is.`,
    };
  }
  const { data, occurred_at } = read(schema, payload).event;
  const at = occurred_at < receivedAt ? occurred_at : receivedAt;
  const over = data.status === 'resolved';
  return {
    outcome: 'facts',
    facts: [
      fact(
        data.id,
        at,
        {
          ...described({ ...data, createdAt: data.created_at }),
          state: over ? 'closed' : 'open',
          closedAt: closed(type, data.status, at),
        },
        over ? RANKS.closed : RANKS.open,
      ),
      ...(type === 'incident.acknowledged'
        ? [acknowledgedFact(data.id, at)]
        : []),
    ],
  };
}
