/** What became of a test. */
export type Outcome = 'passed' | 'failed' | 'error' | 'skipped';

/** One `testcase` element. */
export interface TestCase {
  classname: string;
  name: string;
  /** Of its children, the worst; of none, by its `status`. */
  outcome: Outcome;
  /** It failed and then passed within the run, as Maven Surefire says it. */
  flaky: boolean;
  seconds: number;
}

const CASE_RANK: Record<Outcome, number> = {
  passed: 0,
  skipped: 1,
  failed: 2,
  error: 3,
};

/** A test of which one case was skipped and another passed did run. */
const TEST_RANK: Record<Outcome, number> = { ...CASE_RANK, skipped: -1 };

/** Children of a `testcase` that say what became of it. */
const RESULT_ELEMENTS: Record<string, Outcome> = {
  skipped: 'skipped',
  failure: 'failed',
  error: 'error',
};

/** Surefire's children for attempts before the one that counts. */
const FLAKY_ELEMENTS = new Set(['flakyFailure', 'flakyError']);

/** A `status` that says so when no child does: tst and GoogleTest. */
const NOT_RUN = new Set(['disabled', 'notrun']);

/** What a case is, from its `status` and the names of its children. */
export function judgeCase(
  status: string | undefined,
  children: Iterable<string>,
): Pick<TestCase, 'outcome' | 'flaky'> {
  let outcome: Outcome | undefined;
  let flaky = false;
  for (const child of children) {
    const said = Object.hasOwn(RESULT_ELEMENTS, child)
      ? RESULT_ELEMENTS[child]
      : undefined;
    if (said && (!outcome || CASE_RANK[said] > CASE_RANK[outcome])) {
      outcome = said;
    }
    flaky ||= FLAKY_ELEMENTS.has(child);
  }
  outcome ??= NOT_RUN.has(status?.toLowerCase() ?? '') ? 'skipped' : 'passed';
  return { outcome, flaky: flaky && outcome === 'passed' };
}

/** Of several cases of one test, what became of the test. */
export function worseOutcome(one: Outcome, other: Outcome): Outcome {
  return TEST_RANK[other] > TEST_RANK[one] ? other : one;
}
