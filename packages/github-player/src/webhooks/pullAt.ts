import { filesOf } from '../model/files';
import { PullRequest, Repository } from '../model/types';

/** A pull request as it was at a time. */
export function pullAt(
  repository: Repository,
  pull: PullRequest,
  at: string,
): PullRequest {
  const later = pull.pushes.filter(it => it.at > at);
  const commits = later.length
    ? pull.commits.slice(
        0,
        -later.reduce((sum, push) => sum + push.commits.length, 0),
      )
    : pull.commits;
  const isClosed = pull.closedAt !== undefined && pull.closedAt <= at;
  const isReady = pull.readyForReview.some(it => it.at <= at);
  const reviewed = new Set(
    pull.reviews.filter(it => it.submittedAt <= at).map(it => it.by.id),
  );
  return {
    ...pull,
    commits,
    headSha: commits.at(-1)!,
    files: later.length ? filesOf(repository, commits) : pull.files,
    updatedAt: at,
    draft: pull.openedAsDraft && !isReady,
    requestedReviewers: pull.askedReviewers.filter(it => !reviewed.has(it.id)),
    ...(!isClosed && {
      state: 'open',
      closedAt: undefined,
      mergedAt: undefined,
      mergedBy: undefined,
      mergeSha: undefined,
    }),
  };
}
