import { JsonObject } from '@backstage/types';
import {
  AttemptAttributes,
  PipelineRunAttributes,
  TestSuiteRunAttributes,
  TestSummary,
} from '@throughline/plugin-trace-common';
import { GraphNode } from './types';

function latestBy<T>(
  items: T[],
  identity: (item: T) => string,
  order: (item: T) => string | number,
): T[] {
  const latest = new Map<string, T>();
  for (const item of items) {
    const held = latest.get(identity(item));
    if (!held || order(item) > order(held)) latest.set(identity(item), item);
  }
  return [...latest.values()];
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/**
 * Whether a test that a run does not name as failed has passed in it: not where
 * nothing ran, and not where only some of the failures are named.
 */
export function namesItsFailures(run: TestSuiteRunAttributes): boolean {
  const named = run.failedTests?.length ?? 0;
  return run.passed > 0 && named >= run.failed + run.errors;
}

/**
 * Tests of one commit that had different outcomes on it: within one run, or
 * between attempts of the same suite, job and matrix.
 */
export function flakyTests(runs: TestSuiteRunAttributes[]): string[] {
  const flaky = new Set<string>();
  const groups = new Map<string, TestSuiteRunAttributes[]>();
  for (const run of runs) {
    const identity = [run.sha, run.suite, run.job, run.matrix].join('\n');
    groups.set(identity, [...(groups.get(identity) ?? []), run]);
    for (const test of run.flakyTests ?? []) flaky.add(`${run.suite}\n${test}`);
  }
  for (const group of groups.values()) {
    for (const run of group) {
      for (const test of run.failedTests ?? []) {
        const passedElsewhere = group.some(
          other =>
            namesItsFailures(other) && !other.failedTests?.includes(test),
        );
        if (passedElsewhere) flaky.add(`${run.suite}\n${test}`);
      }
    }
  }
  return [...flaky].sort();
}

/**
 * What the test reports of one commit say together. Of several attempts the
 * last one counts, because that is the one people acted on.
 */
export function summariseReports(nodes: GraphNode[]): TestSummary | undefined {
  if (nodes.length === 0) return undefined;
  const runs = nodes.map(
    ({ state }) => state as unknown as TestSuiteRunAttributes,
  );
  const last = latestBy(
    runs,
    run => [run.suite, run.job, run.matrix].join('\n'),
    run => run.attempt,
  );
  const failed = sum(last.map(run => run.failed + run.errors));
  return {
    source: 'junit',
    outcome: failed > 0 ? 'failed' : 'passed',
    total: sum(last.map(run => run.tests)),
    passed: sum(last.map(run => run.passed)),
    failed,
    skipped: sum(last.map(run => run.skipped)),
    flaky: flakyTests(runs).length,
  };
}

/** The newest attempt of a run. */
export function lastAttempt(state: JsonObject): AttemptAttributes | undefined {
  return Object.entries(state)
    .filter(([name]) => name.startsWith('attempt:'))
    .map(([, value]) => value as unknown as AttemptAttributes)
    .sort((a, b) => a.attempt - b.attempt)
    .pop();
}

/**
 * What the checks of one commit say together, where no test report was
 * uploaded. Whole workflows count when they are known, else single jobs.
 */
export function summariseChecks(nodes: GraphNode[]): TestSummary | undefined {
  const runs = nodes.map(({ state, at }) => ({
    run: state as unknown as PipelineRunAttributes,
    attempt: lastAttempt(state),
    at,
  }));
  const whole = runs.filter(
    ({ run }) => run.subtype === 'workflow' || run.subtype === 'suite',
  );
  const counted = latestBy(
    whole.length > 0 ? whole : runs,
    ({ run }) => `${run.subtype} ${run.name} ${run.event ?? ''}`,
    ({ at }) => at,
  ).filter(({ attempt }) => attempt);
  if (counted.length === 0) return undefined;

  const having = (conclusions: Array<AttemptAttributes['conclusion']>) =>
    counted.filter(({ attempt }) => conclusions.includes(attempt!.conclusion))
      .length;
  // Completed without saying how is not known to have passed.
  const running = counted.filter(
    ({ attempt }) => attempt!.status !== 'completed' || !attempt!.conclusion,
  ).length;
  const failed = having([
    'failure',
    'timed-out',
    'cancelled',
    'action-required',
  ]);
  let outcome: TestSummary['outcome'] = 'passed';
  if (failed > 0) outcome = 'failed';
  else if (running > 0) outcome = 'running';
  return {
    source: 'checks',
    outcome,
    total: counted.length,
    passed: having(['success']),
    failed,
    skipped: having(['skipped', 'neutral']),
    flaky: 0,
  };
}
