import {
  ChangeAttributes,
  ChangeInstants,
  EnvironmentSummary,
  ReviewSummary,
  Stage,
  stageIntervals,
  TestSummary,
  WAITING_STAGES,
} from '@throughline/plugin-trace-common';
import { SecurityVerdict } from './securityChecks';

/** Where a change is, and since when. */
export interface StageState {
  stage: Stage;
  since: string;
  waiting: boolean;
}

/** What is known of a request before it is merged. */
export interface RequestParts {
  change: ChangeAttributes;
  review: ReviewSummary;
  tests?: TestSummary;
  /** ISO 8601: when tests said so last. */
  testedAt?: string;
  security?: SecurityVerdict;
}

function latest(...times: Array<string | undefined>): string {
  return times
    .filter((time): time is string => Boolean(time))
    .reduce((a, b) => (a > b ? a : b));
}

/** When what happened to a request, up to its merge. */
export function instantsOfRequest(parts: RequestParts): ChangeInstants {
  const { change, review, tests, testedAt, security } = parts;
  const { state, createdAt } = change;
  return {
    createdAt,
    readyAt: change.draft ? undefined : change.readyAt ?? createdAt,
    firstReviewAt: review.firstAt,
    approvedAt: review.state === 'approved' ? review.since : undefined,
    tests:
      tests && testedAt
        ? { passed: tests.outcome === 'passed', at: testedAt }
        : undefined,
    security,
    mergedAt: state === 'merged' ? change.mergedAt : undefined,
    closedAt: state === 'closed' ? change.closedAt ?? createdAt : undefined,
  };
}

/**
 * The stage of a request that is not merged: the last one it went into, by the
 * same rules that its past is told by.
 */
export function stageOfRequest(parts: RequestParts): StageState {
  const instants = instantsOfRequest(parts);
  if (instants.closedAt) {
    return { stage: 'closed', since: instants.closedAt, waiting: false };
  }
  const { stage, entered } = stageIntervals(instants).at(-1)!;
  return { stage, since: entered, waiting: WAITING_STAGES.includes(stage) };
}

/**
 * Where a merged change has to come to: every production environment; without
 * one, a release; without releases, every environment there is.
 */
export function goalsOf<T extends { production: boolean; release: boolean }>(
  environments: T[],
): T[] {
  const production = environments.filter(one => one.production);
  const releases = environments.filter(one => one.release);
  return (
    [production, releases, environments].find(some => some.length > 0) ?? []
  );
}

/**
 * Stages after the merge, as far as they do not hang on the clock: what is
 * `deployed` becomes `verified` while it is read. Where no environment of any
 * kind is known, nobody can say that the change waits.
 */
export function stageAfterMerge(
  mergedAt: string,
  environments: EnvironmentSummary[],
): StageState {
  const goals = goalsOf(environments);
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
    stage: 'deployed',
    since: latest(mergedAt, ...goals.map(({ since }) => since)),
    waiting: false,
  };
}

/**
 * Since when a deployed change is there with no incident of its own: one that
 * was closed lets the time begin anew.
 *
 * @param since - since when it is deployed
 * @returns undefined while an incident is open
 */
export function settledAt(
  since: string,
  incidents: Array<{ state?: string; closedAt?: string }>,
): string | undefined {
  if (incidents.some(({ state }) => state === 'open')) return undefined;
  return latest(since, ...incidents.map(({ closedAt }) => closedAt));
}
