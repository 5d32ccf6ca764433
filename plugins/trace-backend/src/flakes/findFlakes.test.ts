import { TestSuiteRunAttributes } from '@throughline/plugin-trace-common';
import { at } from '../__testUtils__/nodes';
import { findFlakes } from './findFlakes';

const run = (
  attempt: number,
  clock: string,
  failedTests: string[],
  more: Partial<TestSuiteRunAttributes> = {},
): TestSuiteRunAttributes => ({
  suite: 'unit',
  sha: 'head',
  job: 'test',
  attempt,
  at: at(clock),
  tests: 10,
  passed: 10 - failedTests.length,
  failed: failedTests.length,
  errors: 0,
  skipped: 0,
  failedTests,
  ...more,
});

const found = (...runs: TestSuiteRunAttributes[]) =>
  findFlakes(runs).map(
    ({ test, at: when, waitedSeconds }) =>
      `${test} ${when.slice(11, 16)} ${waitedSeconds / 60}`,
  );

describe('a flaky test', () => {
  it('failed in one attempt and passed in the next', () => {
    expect(
      found(
        run(1, '10:00', ['cart adds', 'cart empties']),
        run(2, '10:20', ['cart adds'], { durationSeconds: 120 }),
      ),
    ).toEqual(['cart empties 10:00 22']);
  });

  it('was waited for since it failed first', () => {
    expect(
      found(
        run(3, '11:00', []),
        run(1, '10:00', ['cart adds']),
        run(2, '10:30', ['cart adds']),
      ),
    ).toEqual(['cart adds 10:00 60']);
  });

  it('costs no waiting where it passed before it failed', () => {
    expect(found(run(1, '10:00', []), run(2, '10:30', ['cart adds']))).toEqual([
      'cart adds 10:30 0',
    ]);
  });

  it('is waited for four hours at the most', () => {
    expect(found(run(1, '10:00', ['cart adds']), run(2, '23:00', []))).toEqual([
      'cart adds 10:00 240',
    ]);
  });

  it('is what a report itself says failed and passed', () => {
    expect(found(run(1, '10:00', [], { flakyTests: ['cart adds'] }))).toEqual([
      'cart adds 10:00 0',
    ]);
  });

  it('is not one of another job, matrix or suite', () => {
    const failed = run(1, '10:00', ['cart adds']);
    expect(
      found(
        failed,
        run(2, '10:10', [], { job: 'e2e' }),
        run(2, '10:10', [], { matrix: 'node-24' }),
        run(2, '10:10', [], { suite: 'api' }),
      ),
    ).toEqual([]);
  });

  it('is not known where a run does not name all its failures', () => {
    expect(
      found(
        run(1, '10:00', ['cart adds', 'other']),
        run(2, '10:10', ['other'], { failed: 300, passed: 5 }),
        run(3, '10:20', [], { passed: 0, skipped: 10 }),
      ),
    ).toEqual([]);
  });
});
