import { TestSuiteRunAttributes } from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { namesItsFailures } from '../graph/summariseTests';

/** A test that failed and passed on one commit. */
export interface Flake {
  suite: string;
  test: string;
  job?: string;
  matrix?: string;
  /** ISO 8601: when it failed, or when the report that says both was made. */
  at: string;
  /**
   * From the failed attempt's report to the end of the first later one in which
   * it passed; 0 where it passed within the run, or before it failed.
   */
  waitedSeconds: number;
}

/**
 * A test nobody waited for longer than this: whoever runs a job again the next
 * day has not been waiting for it all night.
 */
export const MAX_WAIT_SECONDS = 4 * 3_600;

const groupOf = ({ suite, job, matrix }: TestSuiteRunAttributes) =>
  JSON.stringify([suite, job ?? '', matrix ?? '']);

/** What tells a flake from others of its commit. */
export function digestOf({ suite, job, matrix, test }: Flake): string {
  return createHash('sha256')
    .update(JSON.stringify([suite, job ?? '', matrix ?? '', test]))
    .digest('base64url');
}

const endOf = ({ at, durationSeconds = 0 }: TestSuiteRunAttributes) =>
  Date.parse(at) + durationSeconds * 1000;

/** How long the failed run's change waited for one that passed. */
function waitAfter(
  failed: TestSuiteRunAttributes,
  passed: TestSuiteRunAttributes[],
): number {
  const ends = passed
    .filter(({ at }) => at >= failed.at)
    .map(run => endOf(run) - Date.parse(failed.at));
  const first = ends.length > 0 ? Math.min(...ends) : 0;
  return Math.min(MAX_WAIT_SECONDS, Math.max(0, Math.round(first / 1000)));
}

function flakesOfGroup(runs: TestSuiteRunAttributes[]): Flake[] {
  const { suite, job, matrix } = runs[0];
  const ordered = [...runs].sort(
    (a, b) => a.attempt - b.attempt || (a.at < b.at ? -1 : 1),
  );
  const found = new Map<string, Flake>();
  for (const failed of ordered) {
    for (const test of failed.failedTests ?? []) {
      const passed = ordered.filter(
        run => namesItsFailures(run) && !run.failedTests?.includes(test),
      );
      // Of several failed attempts people waited since the first.
      if (passed.length > 0 && !found.has(test)) {
        found.set(test, {
          suite,
          test,
          job,
          matrix,
          at: failed.at,
          waitedSeconds: waitAfter(failed, passed),
        });
      }
    }
  }
  for (const { flakyTests = [], at } of ordered) {
    for (const test of flakyTests.filter(name => !found.has(name))) {
      found.set(test, { suite, test, job, matrix, at, waitedSeconds: 0 });
    }
  }
  return [...found.values()];
}

/**
 * Tests of one commit that had different outcomes on it: between attempts of
 * the same suite, job and matrix, or within a run by what its report says.
 *
 * A run that lists all that failed in it passes what it does not list. Reports
 * keep at most 200 names, so of a run that has more failures nobody can say.
 */
export function findFlakes(runs: TestSuiteRunAttributes[]): Flake[] {
  const groups = new Map<string, TestSuiteRunAttributes[]>();
  for (const run of runs) {
    const group = groupOf(run);
    groups.set(group, [...(groups.get(group) ?? []), run]);
  }
  return [...groups.values()].flatMap(flakesOfGroup);
}

/** Whether a run names tests that may be flaky. */
export function mayBeFlaky(
  state: Pick<TestSuiteRunAttributes, 'failedTests' | 'flakyTests'>,
): boolean {
  const { failedTests = [], flakyTests = [] } = state;
  return failedTests.length + flakyTests.length > 0;
}
