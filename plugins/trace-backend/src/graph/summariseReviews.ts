import { JsonObject } from '@backstage/types';
import {
  ReviewAttributes,
  ReviewSummary,
} from '@throughline/plugin-trace-common';

/**
 * What reviewers say together: of each reviewer the last verdict counts, a
 * comment takes none back, and one request for changes outweighs approvals.
 */
export function summariseReviews(state: JsonObject): ReviewSummary {
  const reviews = Object.entries(state)
    .filter(([name]) => name.startsWith('review:'))
    .map(([name, value]) => ({
      id: name,
      ...(value as unknown as ReviewAttributes),
    }))
    .sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));

  const verdicts = new Map<string, ReviewAttributes>();
  for (const review of reviews) {
    const reviewer = review.by.login ?? review.id;
    if (review.state === 'dismissed') verdicts.delete(reviewer);
    else if (review.state !== 'commented') verdicts.set(reviewer, review);
  }
  const approvals = [...verdicts.values()].filter(
    ({ state: verdict }) => verdict === 'approved',
  );
  const objections = [...verdicts.values()].filter(
    ({ state: verdict }) => verdict === 'changes-requested',
  );
  const since = (of: ReviewAttributes[]) =>
    of.map(({ at }) => at).sort((a, b) => b.localeCompare(a))[0];

  if (objections.length > 0) {
    return {
      state: 'changes-requested',
      approvals: approvals.length,
      since: since(objections),
    };
  }
  if (approvals.length > 0) {
    return {
      state: 'approved',
      approvals: approvals.length,
      since: approvals.map(({ at }) => at).sort()[0],
    };
  }
  if (reviews.length > 0) {
    return { state: 'commented', approvals: 0, since: since(reviews) };
  }
  return Number(state.requestedReviews ?? 0) > 0
    ? { state: 'requested', approvals: 0 }
    : { state: 'none', approvals: 0 };
}
