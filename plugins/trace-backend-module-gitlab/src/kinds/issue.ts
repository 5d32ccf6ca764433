import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { ISSUE_RANKS, issueFact } from '../issue';
import { KindNormaliser } from '../result';
import {
  id,
  identifier,
  instant,
  labels,
  pageAddress,
  project,
  prose,
} from '../schemas';
import { Transition, transitionFact } from '../transition';

const actionSchema = z.object({
  object_attributes: z.object({
    action: identifier.nullish(),
    type: prose(100).nullish(),
  }),
});

const schema = z.object({
  object_attributes: z.object({
    iid: id,
    title: prose(500),
    description: z.string().nullish(),
    url: pageAddress,
    state: z.enum(['opened', 'closed']),
    type: prose(100).nullish(),
    confidential: z.boolean().nullish(),
    created_at: instant,
    updated_at: instant,
    closed_at: instant.nullish(),
    labels: labels.optional(),
  }),
  event_type: z.string().nullish(),
  labels: labels.optional(),
  changes: z.object({ state_id: z.unknown() }).partial().nullish(),
  project,
});
type Read = z.output<typeof schema>;

const CONFIDENTIAL = /^confidential_/;

/** Whether the delivery is of the issue being closed or opened again. */
function transitionOf(
  action: string,
  { object_attributes: attributes, changes }: Read,
): Transition | undefined {
  const changed =
    action === 'close' ||
    action === 'reopen' ||
    // A new one is opened for the first time, which changes no state.
    (action === 'update' && Boolean(changes?.state_id));
  if (!changed) return undefined;
  const { iid: issue, state: to, closed_at: closedAt } = attributes;
  const at = (to === 'closed' && closedAt) || attributes.updated_at;
  return { issue, to, at };
}

/**
 * `issue` and `work_item`: a ticket; an incident by its type or a label.
 * Confidential ones are restricted.
 */
export const issue: KindNormaliser = (payload, { settings }) => {
  const begun = readPayload(actionSchema, payload);
  const { action, type } = begun.object_attributes;
  const done = action ?? 'update';
  if (!Object.hasOwn(ISSUE_RANKS, done)) {
    return ignored(
      `An issue's action "${done}" changes nothing about it here.`,
    );
  }
  if (type?.toLowerCase() === 'epic') {
    return ignored('An epic belongs to a group, and to no project.');
  }
  const read = readPayload(schema, payload);
  const { object_attributes: attributes, project: of } = read;
  const closed = attributes.state === 'closed';
  const closedAt =
    attributes.closed_at ??
    (done === 'close' ? attributes.updated_at : undefined);
  const transition = transitionOf(done, read);
  return facts(
    issueFact(
      of,
      {
        number: attributes.iid,
        title: attributes.title,
        description: attributes.description,
        url: attributes.url,
        state: attributes.state,
        type: attributes.type,
        confidential:
          attributes.confidential || CONFIDENTIAL.test(read.event_type ?? ''),
        labels: attributes.labels ?? read.labels,
        createdAt: attributes.created_at,
        updatedAt: attributes.updated_at,
        closedAt: closed ? closedAt : null,
      },
      ISSUE_RANKS[done as keyof typeof ISSUE_RANKS],
      settings,
    ),
    ...(transition ? [transitionFact(of.name, transition, 'webhook')] : []),
  );
};
