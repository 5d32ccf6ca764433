import { JsonObject } from '@backstage/types';
import {
  Fact,
  MAX_TEST_NAMES,
  TestSuiteRunAttributes,
  testSuiteRunKey,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { firstNames, tidyName } from './report/names';
import { Outcome, TestCase, worseOutcome } from './report/outcomes';
import { Suite } from './report/parseReport';
import { Report } from './report/readReports';
import { Upload } from './request/readQuery';

interface LabelledSuite {
  label: string;
  suite: Suite;
}

function countOf(items: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/**
 * Gives each suite that holds cases a name of its own within the upload.
 *
 * Runs are compared by it across attempts, so two suites of one name (pytest
 * calls every one `pytest`) get their file's name added, and within a file
 * their place. Suites that differ stay as they are called.
 */
function labelSuites(reports: Report[]): LabelledSuite[] {
  const found = reports.flatMap(({ file, suites }) =>
    suites
      .filter(({ cases }) => cases.length > 0)
      .map(suite => ({
        file,
        suite,
        name: tidyName(suite.path.join(' / ')) || 'unnamed suite',
      })),
  );
  const filesOf = new Map<string, Set<string>>();
  for (const { name, file } of found) {
    filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));
  }
  const named = found.map(({ name, file, suite }) => ({
    suite,
    name: filesOf.get(name)!.size > 1 ? `${name} (${file})` : name,
  }));
  const total = countOf(named.map(({ name }) => name));
  const place = new Map<string, number>();
  return named.map(({ name, suite }) => {
    const nth = (place.get(name) ?? 0) + 1;
    place.set(name, nth);
    return { suite, label: total.get(name)! > 1 ? `${name} #${nth}` : name };
  });
}

function testName({ classname, name }: TestCase): string {
  return tidyName([classname, name].filter(Boolean).join(' › '));
}

/**
 * Counts tests, not cases: several cases of one class and name are one test.
 * The counts in a suite's attributes are not read; runners get them wrong.
 */
function summarise({ cases, nests, seconds }: Suite) {
  const tests = new Map<string, { test: TestCase; outcome: Outcome }>();
  for (const test of cases) {
    const identity = JSON.stringify([test.classname, test.name]);
    const earlier = tests.get(identity);
    tests.set(identity, {
      test: earlier?.test.flaky ? earlier.test : test,
      outcome: earlier
        ? worseOutcome(earlier.outcome, test.outcome)
        : test.outcome,
    });
  }
  const all = [...tests.values()];
  const having = (outcome: Outcome) =>
    all.filter(test => test.outcome === outcome).length;
  const names = (wanted: typeof all) =>
    firstNames(
      wanted.map(({ test }) => testName(test)),
      MAX_TEST_NAMES,
    );
  // A suite's own time includes that of the suites in it.
  const ofCases = cases.reduce((sum, test) => sum + test.seconds, 0);
  const duration = nests ? ofCases : seconds ?? ofCases;
  return {
    tests: all.length,
    passed: having('passed'),
    failed: having('failed'),
    errors: having('error'),
    skipped: having('skipped'),
    durationSeconds: Math.round(duration * 1000) / 1000,
    // Empty rather than absent: a later report of the run replaces the lists.
    failedTests: names(
      all.filter(({ outcome }) => outcome === 'failed' || outcome === 'error'),
    ),
    flakyTests: names(
      all.filter(({ test, outcome }) => test.flaky && outcome === 'passed'),
    ),
  };
}

/**
 * The facts that reports are: one run for each suite that holds cases.
 *
 * @param receivedAt - stands for the time of suites that do not say when they
 *   ran, or say that they will
 */
export function testSuiteRuns(
  reports: Report[],
  upload: Upload,
  receivedAt: string,
): Fact[] {
  const { repository, sha, job, matrix, attempt, url } = upload;
  return labelSuites(reports).map(({ label, suite }) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([label, job ?? '', matrix ?? '', attempt]))
      .digest('hex');
    const at = suite.at && suite.at < receivedAt ? suite.at : receivedAt;
    const attributes: TestSuiteRunAttributes = {
      suite: label,
      sha,
      attempt,
      at,
      ...summarise(suite),
      ...(job && { job }),
      ...(matrix && { matrix }),
      ...(url && { url }),
    };
    return {
      subject: testSuiteRunKey(repository, sha, digest),
      at,
      attributes: { ...attributes } as JsonObject,
    };
  });
}
