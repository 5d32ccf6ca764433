import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import {
  changeFact,
  CHANGE_RANKS,
  MergeRequest,
  unknownAuthor,
} from '../change';
import {
  attributesSchema,
  peopleSchema,
  readMergeRequest,
} from '../mergeRequestPayload';
import { KindNormaliser } from '../result';
import { verdictFact } from '../reviews';
import { account, id, identifier, labels, project } from '../schemas';

const action = identifier.nullish().transform(value => value ?? 'update');
const actionSchema = z.object({ object_attributes: z.object({ action }) });

const schema = z.object({
  object_attributes: attributesSchema.extend({
    action,
    /** True for what GitLab did by itself, e.g. took back approvals. */
    system: z.boolean().optional(),
  }),
  labels: labels.optional(),
  user: account,
  assignees: peopleSchema,
  reviewers: peopleSchema,
  changes: z
    .object({
      draft: z.object({ current: z.boolean().nullish() }).nullish(),
      updated_at: z.object({ current: z.unknown() }).nullish(),
    })
    .optional(),
  project,
});
type Payload = z.output<typeof schema>;

const approver = z.object({ user: account.extend({ id }) });

const RANKS = new Map<string, number>([
  ['open', CHANGE_RANKS.open],
  ['update', CHANGE_RANKS.updated],
  ['approved', CHANGE_RANKS.updated],
  ['unapproved', CHANGE_RANKS.updated],
  ['approval', CHANGE_RANKS.updated],
  ['unapproval', CHANGE_RANKS.updated],
  ['reopen', CHANGE_RANKS.reopened],
  ['close', CHANGE_RANKS.closed],
  ['merge', CHANGE_RANKS.merged],
]);
/** With `approved` it was the last one that was needed. */
const VERDICTS = new Map([
  ['approved', 'approved'],
  ['approval', 'approved'],
  ['unapproved', 'dismissed'],
  ['unapproval', 'dismissed'],
] as const);

/**
 * When it became ready for review. Only some payloads know: the one that opens
 * it and the ones that change its being a draft.
 *
 * @returns null when it is not ready any more
 */
function readyAt(
  { object_attributes: { action: done }, changes }: Payload,
  { draft, createdAt, updatedAt }: MergeRequest,
): string | null | undefined {
  if (done === 'open') return draft ? undefined : createdAt;
  const now = changes?.draft?.current;
  if (typeof now !== 'boolean') return undefined;
  return now ? null : updatedAt;
}

/** `merge_request` */
export const mergeRequest: KindNormaliser = (payload, { receivedAt }) => {
  const { action: done } = readPayload(actionSchema, payload).object_attributes;
  const rank = RANKS.get(done);
  if (rank === undefined) {
    return ignored(
      `A merge request's action "${done}" changes nothing about its delivery.`,
    );
  }
  const read = readPayload(schema, payload);
  const { object_attributes: attributes, user, project: of } = read;
  const people = [user, ...(read.assignees ?? []), ...(read.reviewers ?? [])];
  const request = readMergeRequest(of, attributes, people);
  const { updatedAt } = request;
  const change = changeFact(
    of,
    {
      ...request,
      labels: request.labels ?? read.labels,
      reviewers: read.reviewers?.length,
      mergedAt: done === 'merge' ? updatedAt : request.mergedAt,
      closedAt: done === 'close' ? updatedAt : request.closedAt,
      readyAt: readyAt(read, request),
    },
    rank,
  );
  const state = VERDICTS.get(done as 'approved');
  // Whoever pushed is not who approved.
  const author = unknownAuthor(of, request);
  if (!state || attributes.system) return facts(change, ...author);
  const { id: userId, username } = readPayload(approver, payload).user;
  return facts(
    change,
    verdictFact(of.name, {
      request: request.number,
      userId,
      username,
      state,
      // An approval is no change of the request, so its time is not said.
      at: read.changes?.updated_at ? updatedAt : receivedAt,
      sha: request.headSha,
    }),
    ...author,
  );
};
