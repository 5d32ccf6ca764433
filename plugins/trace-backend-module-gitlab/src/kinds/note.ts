import { z } from 'zod';
import { facts, ignored, readPayload } from '@throughline/plugin-trace-node';
import { changeFact, CHANGE_RANKS, unknownAuthor } from '../change';
import { attributesSchema, readMergeRequest } from '../mergeRequestPayload';
import { KindNormaliser } from '../result';
import { commentFact } from '../reviews';
import { account, id, identifier, instant, project } from '../schemas';

const typeSchema = z.object({
  object_attributes: z.object({
    noteable_type: identifier,
    system: z.boolean().nullish(),
  }),
});

const schema = z.object({
  object_attributes: z.object({ id, author_id: id, created_at: instant }),
  user: account,
  merge_request: attributesSchema,
  project,
});

/**
 * `note`: a comment. Those on merge requests count, of others than the author:
 * that it was made and when, never what it says.
 */
export const note: KindNormaliser = payload => {
  const { noteable_type: on, system } = readPayload(
    typeSchema,
    payload,
  ).object_attributes;
  if (on !== 'MergeRequest') {
    return ignored(`A comment on "${on}" says nothing about delivery.`);
  }
  if (system) return ignored("GitLab's own note of what happened.");
  const read = readPayload(schema, payload);
  const { object_attributes: comment, user, project: of } = read;
  const person = { id: comment.author_id, username: user.username };
  const request = readMergeRequest(of, read.merge_request, [person]);
  const change = changeFact(of, request, CHANGE_RANKS.updated);
  if (comment.author_id === read.merge_request.author_id) return facts(change);
  return facts(
    change,
    commentFact(of.name, {
      request: request.number,
      id: comment.id,
      username: user.username,
      at: comment.created_at,
    }),
    ...unknownAuthor(of, request),
  );
};
