import { TestSuiteRunAttributes } from '@throughline/plugin-trace-common';
import { at, reportNode, runNode } from '../__testUtils__/nodes';
import {
  flakyTests,
  summariseChecks,
  summariseReports,
} from './summariseTests';

const failing = (...names: string[]): Partial<TestSuiteRunAttributes> => ({
  passed: 10 - names.length,
  failed: names.length,
  failedTests: names,
});

const flaky = (...runs: Array<Partial<TestSuiteRunAttributes>>) =>
  flakyTests(
    runs.map(
      (run, index) =>
        reportNode({ attempt: index + 1, ...run })
          .state as unknown as TestSuiteRunAttributes,
    ),
  );

describe('a flaky test', () => {
  it('failed and passed on the same commit', () => {
    expect(flaky(failing('adds', 'pays'), failing('pays'))).toEqual([
      'unit\nadds',
    ]);
  });

  it('failed and then passed within one run', () => {
    expect(flaky({ flakyTests: ['adds'] })).toEqual(['unit\nadds']);
  });

  it.each<[string, Partial<TestSuiteRunAttributes>]>([
    ['another suite', { suite: 'browser' }],
    ['another job', { job: 'nightly' }],
    ['another matrix', { matrix: 'node-24' }],
    ['a run in which nothing ran', { tests: 0, passed: 0 }],
    ['a run that does not name its failures', { passed: 0, failed: 10 }],
  ])('is not told by %s', (_, other) => {
    expect(flaky(failing('adds'), other)).toEqual([]);
  });
});

describe('reports of one commit', () => {
  it('are none where none was uploaded', () => {
    expect(summariseReports([])).toBeUndefined();
  });

  it('are added up over suites, jobs and matrices', () => {
    expect(
      summariseReports([
        reportNode({ id: '1' }),
        reportNode({ id: '2', matrix: 'node-24' }),
        reportNode({
          id: '3',
          suite: 'browser',
          errors: 1,
          passed: 8,
          skipped: 1,
        }),
      ]),
    ).toEqual({
      source: 'junit',
      outcome: 'failed',
      total: 30,
      passed: 28,
      failed: 1,
      skipped: 1,
      flaky: 0,
    });
  });

  it('count the last attempt, whichever came first', () => {
    const first = reportNode({ id: '1', ...failing('adds') });
    const second = reportNode({ id: '2', attempt: 2 });
    for (const reports of [
      [first, second],
      [second, first],
    ]) {
      expect(summariseReports(reports)).toMatchObject({
        outcome: 'passed',
        total: 10,
        failed: 0,
        flaky: 1,
      });
    }
  });
});

describe('checks of one commit', () => {
  it('are none where none is known', () => {
    expect(summariseChecks([])).toBeUndefined();
    expect(summariseChecks([runNode('CI', [])])).toBeUndefined();
  });

  it('are counted by how they ended', () => {
    expect(
      summariseChecks([
        runNode('CI', [{ conclusion: 'success' }]),
        runNode('Lint', [{ conclusion: 'failure' }]),
        runNode('Docs', [{ conclusion: 'skipped' }]),
      ]),
    ).toEqual({
      source: 'checks',
      outcome: 'failed',
      total: 3,
      passed: 1,
      failed: 1,
      skipped: 1,
      flaky: 0,
    });
  });

  it('count the last attempt of each', () => {
    const rerun = runNode('CI', [
      { conclusion: 'failure' },
      { conclusion: 'success' },
    ]);
    expect(summariseChecks([rerun])).toMatchObject({
      outcome: 'passed',
      total: 1,
    });
  });

  it('count the newest run of a workflow for an event', () => {
    const older = runNode('CI', [{ conclusion: 'failure' }], { id: '1' });
    const newer = runNode('CI', [{ conclusion: 'success' }], {
      id: '2',
      at: at('10:00'),
    });
    expect(summariseChecks([newer, older])).toMatchObject({
      outcome: 'passed',
      total: 1,
    });
  });

  it('are whole workflows where they are known, else jobs', () => {
    const job = runNode('unit', [{ conclusion: 'failure' }], {
      subtype: 'job',
    });
    expect(summariseChecks([job])).toMatchObject({ total: 1, failed: 1 });
    expect(
      summariseChecks([job, runNode('CI', [{ conclusion: 'success' }])]),
    ).toMatchObject({ total: 1, failed: 0 });
  });

  it('run on while one is not done, or does not say how it ended', () => {
    const done = runNode('CI', [{ conclusion: 'success' }]);
    for (const attempt of [{ status: 'running' as const }, {}]) {
      expect(summariseChecks([done, runNode('Lint', [attempt])])).toMatchObject(
        { outcome: 'running' },
      );
    }
  });
});
