import { readable, whole } from '../queries/connection';
import { PullNode, ReviewNode } from '../queries/pulls';
import { accountPayload } from './account';

/** A pull request as webhooks give it. */
export function pullPayload(pull: PullNode) {
  return {
    number: pull.number,
    html_url: pull.url,
    title: pull.title,
    // GraphQL does not tell an empty text from none.
    body: pull.body || null,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    draft: pull.isDraft,
    user: accountPayload(pull.author),
    head: { ref: pull.headRefName, sha: pull.headRefOid },
    base: { ref: pull.baseRefName },
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit?.oid,
    // Unread is not none: a label may be what restricts it.
    labels: whole(pull.labels),
    // Only how many there are is read.
    requested_reviewers: Array(pull.reviewRequests?.totalCount ?? 0).fill({}),
    requested_teams: [],
    additions: pull.additions,
    deletions: pull.deletions,
    changed_files: pull.changedFiles,
    commits: pull.commits.totalCount,
  };
}

/**
 * When it last became ready for review, and since when this is so: as a draft,
 * it is not ready any more.
 */
export function readiness(pull: PullNode): {
  readyAt: string | null;
  at: string;
} {
  if (pull.isDraft) return { readyAt: null, at: pull.updatedAt };
  const [last] = readable(pull.timelineItems).slice(-1);
  const readyAt = last?.createdAt ?? pull.createdAt;
  return { readyAt, at: readyAt };
}

/** A review as webhooks give it; undefined while it is not given yet. */
export function reviewPayload(review: ReviewNode) {
  if (!review.submittedAt || !review.fullDatabaseId) return undefined;
  return {
    id: Number(review.fullDatabaseId),
    user: accountPayload(review.author),
    state: review.state.toLowerCase(),
    submitted_at: review.submittedAt,
    updated_at: review.updatedAt,
    commit_id: review.commit?.oid,
  };
}
