import { Account, CheckRun, CheckSuite, WorkflowAttempt } from '../model/types';
import { checkRunShape, checkSuiteShape } from '../shapes/checks';
import { Teller } from './Teller';

function tellCheckRun(
  teller: Teller,
  suite: CheckSuite,
  run: CheckRun,
  by: Account,
): void {
  const { repository, links } = teller;
  const tell = (action: string, at: string, more: Record<string, unknown>) =>
    teller.tell(
      { event: 'check_run', action, at, by, subject: `${run.id}` },
      () => ({
        check_run: {
          ...checkRunShape(repository, suite, run, links),
          check_suite: checkSuiteShape(repository, suite, links),
          ...more,
        },
      }),
    );
  tell('created', run.startedAt, {
    status: 'in_progress',
    conclusion: null,
    completed_at: null,
  });
  if (run.completedAt) tell('completed', run.completedAt, {});
}

function tellSuite(teller: Teller, suite: CheckSuite, by: Account): void {
  if (suite.status !== 'completed') return;
  const { repository, links } = teller;
  teller.tell(
    {
      event: 'check_suite',
      action: 'completed',
      at: suite.updatedAt,
      by,
      subject: `${suite.id}@${suite.updatedAt}`,
    },
    () => ({ check_suite: checkSuiteShape(repository, suite, links) }),
  );
}

/** A suite as it was in one of the attempts of its workflow's run. */
function suiteIn(suite: CheckSuite, attempt: WorkflowAttempt): CheckSuite {
  const { status, conclusion, updatedAt, jobs } = attempt;
  return { ...suite, status, conclusion, updatedAt, checkRuns: jobs };
}

/** What was checked, by GitHub Actions and by apps. */
export function tellChecks(teller: Teller): void {
  const [somebody] = teller.organisation.people;
  for (const suites of teller.repository.suites.values()) {
    for (const suite of suites) {
      const { workflowRun: run } = suite;
      const by = run?.actor ?? somebody;
      const states = run
        ? run.attempts.map(attempt => suiteIn(suite, attempt))
        : [suite];
      for (const state of states) {
        for (const it of state.checkRuns) tellCheckRun(teller, state, it, by);
        tellSuite(teller, state, by);
      }
    }
  }
}
