/**
 * Results of a test run: `passed`, `failed` and `skipped` tests, and how many
 * of those that ran used PostgreSQL (`postgres`) and Chromium (`chromium`).
 */
const none = { passed: 0, failed: 0, skipped: 0, postgres: 0, chromium: 0 };

/** Results in Jest's JSON. A suite that could not run counts as one failure. */
export function ofJest(json) {
  const suites = json.testResults ?? [];
  const tests = suites.flatMap(suite => suite.assertionResults);
  const ran = tests.filter(
    test => test.status === 'passed' || test.status === 'failed',
  );
  return {
    ...none,
    passed: ran.filter(test => test.status === 'passed').length,
    failed:
      ran.filter(test => test.status === 'failed').length +
      suites.filter(isBroken).length,
    skipped: tests.length - ran.length,
    postgres: ran.filter(test => /postgres/i.test(test.fullName)).length,
  };
}

// A suite may fail outside of its tests: on loading, or while tidying up.
function isBroken(suite) {
  return (
    suite.status === 'failed' &&
    !suite.assertionResults.some(test => test.status === 'failed')
  );
}

/** Results in Playwright's JSON. An error outside of tests is one failure. */
export function ofPlaywright(json) {
  const { expected, unexpected, flaky, skipped } = json.stats;
  return {
    ...none,
    passed: expected + flaky,
    failed: unexpected + (json.errors?.length ?? 0),
    skipped,
    chromium: expected + unexpected + flaky,
  };
}

/** Results in the summary that `node --test` ends its TAP output with. */
export function ofTap(text) {
  const count = name =>
    Number(text.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    ...none,
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
}

/** A run that gave no results at all. */
export const broken = { ...none, failed: 1 };

/** All of them together. */
export function sum(results) {
  const total = { ...none };
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
  }
  return total;
}

/** The lines a test run ends with. */
export function summary(total) {
  return [
    `PostgreSQL tests: ${total.postgres}`,
    `Chromium tests: ${total.chromium}`,
    `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
  ].join('\n');
}

/** Green: nothing failed, and both the database and the browser were used. */
export function isGreen(total) {
  return total.failed === 0 && total.postgres > 0 && total.chromium > 0;
}
