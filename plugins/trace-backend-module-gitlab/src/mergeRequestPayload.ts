import { z } from 'zod';
import { MergeRequest } from './change';
import {
  id,
  identifier,
  instant,
  labels,
  pageAddress,
  Project,
  prose,
  sha,
} from './schemas';

const MAX_TITLE = 500;

/** A merge request, as its own webhook and those of comments give it. */
export const attributesSchema = z.object({
  iid: id,
  title: prose(MAX_TITLE),
  description: z.string().nullish(),
  url: pageAddress,
  state: z.enum(['opened', 'closed', 'merged', 'locked']),
  draft: z.boolean().optional(),
  /** Before GitLab 15 there was no other. */
  work_in_progress: z.boolean().optional(),
  source_branch: identifier,
  target_branch: identifier,
  last_commit: z.object({ id: sha }).nullish(),
  merge_commit_sha: sha.nullish(),
  squash_commit_sha: sha.nullish(),
  created_at: instant,
  updated_at: instant,
  author_id: id,
  labels: labels.optional(),
});
type Attributes = z.output<typeof attributesSchema>;

/** Accounts that a payload names, whatever their part in it. */
export const peopleSchema = z
  .array(z.object({ id: id.optional(), username: identifier.optional() }))
  .optional();
type People = NonNullable<z.output<typeof peopleSchema>>;

/** Webhooks give an author's number; the login only if it is named otherwise. */
function loginOf(number: number, people: People): string | undefined {
  return people.find(person => person.id === number)?.username;
}

/** What the payload says, but for what only its action tells. */
export function readMergeRequest(
  project: Project,
  attributes: Attributes,
  people: People,
): MergeRequest {
  const { state } = attributes;
  const merged = state === 'merged';
  return {
    number: attributes.iid,
    title: attributes.title,
    description: attributes.description,
    url: attributes.url ?? `${project.url}/-/merge_requests/${attributes.iid}`,
    state,
    draft: attributes.draft ?? attributes.work_in_progress ?? false,
    author: loginOf(attributes.author_id, people),
    sourceBranch: attributes.source_branch,
    targetBranch: attributes.target_branch,
    headSha: attributes.last_commit?.id,
    mergeSha: merged
      ? landedAs(attributes.squash_commit_sha, attributes.merge_commit_sha)
      : undefined,
    createdAt: attributes.created_at,
    updatedAt: attributes.updated_at,
    mergedAt: merged ? undefined : null,
    closedAt: state === 'closed' ? undefined : null,
    labels: attributes.labels,
    reviewers: undefined,
  };
}

/**
 * The commit that holds what was merged. Of a squash that a merge commit brought
 * it is the squash: the merge commit is known by its parents.
 */
export function landedAs(
  squash: string | null | undefined,
  merge: string | null | undefined,
): string | undefined {
  return squash ?? merge ?? undefined;
}
