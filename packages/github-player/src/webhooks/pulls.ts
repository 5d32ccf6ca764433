import { Account, PullRequest } from '../model/types';
import {
  pullRequestShape,
  reviewShape,
  simplePullRequestShape,
} from '../shapes/pullRequest';
import { pullAt } from './pullAt';
import { Teller } from './Teller';

function tellPull(teller: Teller, pull: PullRequest): void {
  const { repository, links } = teller;
  const { number } = pull;
  const tell = (
    action: string,
    at: string,
    by: Account,
    more: Record<string, unknown> = {},
  ) =>
    teller.tell(
      { event: 'pull_request', action, at, by, subject: `${number}@${at}` },
      () => ({
        number,
        pull_request: pullRequestShape(
          repository,
          pullAt(repository, pull, at),
          links,
        ),
        ...more,
      }),
    );
  tell('opened', pull.createdAt, pull.author);
  for (const push of pull.pushes) {
    tell('synchronize', push.at, push.by, {
      before: push.before,
      after: push.after,
    });
  }
  for (const { at } of pull.readyForReview) {
    tell('ready_for_review', at, pull.author);
  }
  if (pull.closedAt) {
    tell('closed', pull.closedAt, pull.mergedBy ?? pull.author);
  }
}

function tellReviews(teller: Teller, pull: PullRequest): void {
  const { repository, links } = teller;
  for (const review of pull.reviews) {
    const at = review.submittedAt;
    teller.tell(
      {
        event: 'pull_request_review',
        action: 'submitted',
        at,
        by: review.by,
        subject: `${review.id}`,
      },
      () => ({
        review: {
          ...reviewShape(repository, pull, review, links),
          body: review.body || null,
          state: review.state.toLowerCase(),
        },
        pull_request: simplePullRequestShape(
          repository,
          pullAt(repository, pull, at),
          links,
        ),
      }),
    );
  }
}

/** What happened to pull requests. */
export function tellPulls(teller: Teller): void {
  for (const pull of teller.repository.pulls) {
    tellPull(teller, pull);
    tellReviews(teller, pull);
  }
}
