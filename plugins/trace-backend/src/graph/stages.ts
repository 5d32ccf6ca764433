import {
  ChangeAttributes,
  EnvironmentSummary,
  ReviewSummary,
  Stage,
  TestSummary,
} from '@throughline/plugin-trace-common';

/** Where a change is, and since when. */
export interface StageState {
  stage: Stage;
  since: string;
  waiting: boolean;
}

function latest(...times: Array<string | undefined>): string {
  return times
    .filter((time): time is string => Boolean(time))
    .reduce((a, b) => (a > b ? a : b));
}

/** Stages before the merge: what it waits for next. */
export function stageOfRequest(
  change: ChangeAttributes,
  review: ReviewSummary,
  tests: TestSummary | undefined,
  testedAt: string | undefined,
): StageState {
  const ready = change.readyAt ?? change.createdAt;
  if (change.state === 'closed') {
    return {
      stage: 'closed',
      since: change.closedAt ?? change.createdAt,
      waiting: false,
    };
  }
  if (change.draft) {
    return { stage: 'in-progress', since: change.createdAt, waiting: false };
  }
  if (review.state !== 'approved') {
    return {
      stage: 'review',
      since: latest(ready, review.since),
      waiting: true,
    };
  }
  if (tests && tests.outcome !== 'passed') {
    return {
      stage: 'tests',
      since: latest(ready, review.since, testedAt),
      waiting: true,
    };
  }
  return {
    stage: 'merge',
    since: latest(ready, review.since, testedAt),
    waiting: true,
  };
}

/**
 * Stages after the merge. Done is: in every production environment; without
 * one, in a release; without releases, in every environment there is. Where
 * nothing of the kind is known, nobody can say that the change waits.
 */
export function stageAfterMerge(
  mergedAt: string,
  environments: EnvironmentSummary[],
): StageState {
  const production = environments.filter(environment => environment.production);
  const releases = environments.filter(environment => environment.release);
  const goals =
    [production, releases, environments].find(some => some.length > 0) ?? [];
  if (goals.length === 0) {
    return { stage: 'merge', since: mergedAt, waiting: false };
  }
  const unmet = goals.filter(
    ({ state }) => state === 'waiting' || state === 'rolled-back',
  );
  if (unmet.length > 0) {
    return {
      stage: 'deploy',
      since: latest(mergedAt, ...unmet.map(({ since }) => since)),
      waiting: true,
    };
  }
  return {
    stage: 'verified',
    since: latest(mergedAt, ...goals.map(({ since }) => since)),
    waiting: false,
  };
}
