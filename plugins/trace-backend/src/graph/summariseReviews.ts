import { JsonObject } from '@backstage/types';
import {
  Actor,
  ReviewAttributes,
  ReviewSummary,
} from '@throughline/plugin-trace-common';

function verdictOf(verdicts: Iterable<ReviewAttributes>) {
  const states = [...verdicts].map(({ state }) => state);
  const approvals = states.filter(state => state === 'approved').length;
  if (states.includes('changes-requested')) {
    return { state: 'changes-requested', approvals } as const;
  }
  return approvals > 0
    ? ({ state: 'approved', approvals } as const)
    : ({ state: 'commented', approvals: 0 } as const);
}

/**
 * What reviewers say together: of each reviewer the last verdict counts, a
 * comment takes none back, and one request for changes outweighs approvals.
 * What the author says in the review of their own change is no review.
 */
export function summariseReviews(state: JsonObject): ReviewSummary {
  const author = (state.author as Actor | undefined)?.login?.toLowerCase();
  const reviews = Object.entries(state)
    .filter(([name]) => name.startsWith('review:'))
    .map(([name, value]) => ({
      id: name,
      ...(value as unknown as ReviewAttributes),
    }))
    .filter(({ by }) => !by.login || by.login.toLowerCase() !== author)
    .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));

  const verdicts = new Map<string, ReviewAttributes>();
  let summary: ReviewSummary | undefined;
  for (const review of reviews) {
    const reviewer = review.by.login ?? review.id;
    if (review.state === 'dismissed') verdicts.delete(reviewer);
    else if (review.state !== 'commented') verdicts.set(reviewer, review);
    const now = verdictOf(verdicts.values());
    const since = summary?.state === now.state ? summary.since : review.at;
    summary = { ...now, since };
  }
  // What a bot remarks keeps nobody from waiting for a reviewer.
  const first = reviews.find(({ by }) => by.type !== 'bot');
  if (summary) return { ...summary, ...(first && { firstAt: first.at }) };
  return Number(state.requestedReviews ?? 0) > 0
    ? { state: 'requested', approvals: 0 }
    : { state: 'none', approvals: 0 };
}
