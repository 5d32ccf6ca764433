import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isGreen,
  ofJest,
  ofPlaywright,
  ofTap,
  sum,
  summary,
} from './results.mjs';

const test = (fullName, status) => ({ fullName, status });

describe('results of Jest', () => {
  it('counts tests by their outcome', () => {
    const results = ofJest({
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            test('inbox stores once', 'passed'),
            test('inbox keeps order', 'failed'),
            test('inbox expires', 'pending'),
            test('inbox replays', 'todo'),
          ],
        },
      ],
    });
    assert.deepEqual(results, {
      passed: 1,
      failed: 1,
      skipped: 2,
      postgres: 0,
      chromium: 0,
    });
  });

  it('counts those on PostgreSQL, unless they were skipped', () => {
    const { postgres } = ofJest({
      testResults: [
        {
          status: 'passed',
          assertionResults: [
            test('store POSTGRES_18 stores once', 'passed'),
            test('store on PostgreSQL expires', 'passed'),
            test('store POSTGRES_18 replays', 'pending'),
            test('store SQLITE_3 stores once', 'passed'),
          ],
        },
      ],
    });
    assert.equal(postgres, 2);
  });

  it('counts a suite that could not be loaded as failed', () => {
    const { failed } = ofJest({
      testResults: [{ status: 'failed', assertionResults: [] }],
    });
    assert.equal(failed, 1);
  });
});

describe('results of Playwright', () => {
  it('counts every test that ran as one in Chromium', () => {
    const results = ofPlaywright({
      stats: { expected: 5, unexpected: 1, flaky: 0, skipped: 2 },
      errors: [],
    });
    assert.deepEqual(results, {
      passed: 5,
      failed: 1,
      skipped: 2,
      postgres: 0,
      chromium: 6,
    });
  });

  it('counts an error outside of tests as failed', () => {
    const { failed } = ofPlaywright({
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
      errors: [{ message: 'no tests found' }],
    });
    assert.equal(failed, 1);
  });
});

describe('results of node --test', () => {
  it('reads the summary', () => {
    const { passed, failed, skipped } = ofTap(
      '# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n',
    );
    assert.deepEqual([passed, failed, skipped], [3, 1, 1]);
  });
});

describe('the end of a run', () => {
  const unit = {
    passed: 10,
    failed: 0,
    skipped: 1,
    postgres: 4,
    chromium: 0,
  };
  const browser = {
    passed: 3,
    failed: 0,
    skipped: 0,
    postgres: 0,
    chromium: 3,
  };

  it('has the totals alone on the last line', () => {
    assert.equal(
      summary(sum([unit, browser])),
      'PostgreSQL tests: 4\nChromium tests: 3\n13 passed, 0 failed, 1 skipped',
    );
  });

  it('is green only with tests on PostgreSQL and in Chromium', () => {
    assert.equal(isGreen(sum([unit, browser])), true);
    assert.equal(isGreen(sum([unit])), false);
    assert.equal(isGreen(sum([browser])), false);
    assert.equal(isGreen(sum([unit, { ...browser, failed: 1 }])), false);
  });
});
