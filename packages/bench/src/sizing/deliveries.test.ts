import { ASSUMPTIONS } from './assumptions';
import { deliveriesPerDay } from './deliveries';
import { driversOf } from './events';

const simple = {
  ...ASSUMPTIONS,
  pullRequestsPerDeveloperDay: 1,
  pushesPerPullRequest: 2,
  mergedShare: 1,
  reviewsPerPullRequest: 1,
  otherPullRequestEvents: 0,
  issuesPerPullRequest: 1,
  deliveriesPerIssue: 2,
  repositoriesPerDeveloper: 1,
  productionDeploymentsPerRepositoryDay: 1,
  deliveriesPerDeployment: 3,
  workflowsPerPush: 2,
  jobsPerPush: 4,
  externalChecksPerPush: 1,
};

describe('deliveries of a working day', () => {
  it('are those of one change, counted by hand', () => {
    expect(deliveriesPerDay(simple, 1)).toEqual({
      // Two to the branch, one to main, the branch's deletion.
      push: 4,
      // Opened, synchronize, closed.
      pull_request: 3,
      pull_request_review: 1,
      issues: 2,
      // To staging and to production.
      deployment: 2,
      deployment_status: 4,
      // Three tested pushes with two workflows, four jobs and one other check.
      workflow_run: 18,
      workflow_job: 36,
      check_run: 30,
      check_suite: 9,
    });
  });

  it('grow with the developers', () => {
    const one = driversOf(deliveriesPerDay(ASSUMPTIONS, 1));
    const many = driversOf(deliveriesPerDay(ASSUMPTIONS, 600));
    expect(many.changes).toBeCloseTo(600 * one.changes);
    expect(many.checks).toBeCloseTo(600 * one.checks);
  });

  it('have no check suite of other apps where there are no such checks', () => {
    const none = deliveriesPerDay({ ...simple, externalChecksPerPush: 0 }, 1);
    expect(none.check_suite).toBe(6);
    expect(none.check_run).toBe(24);
  });
});

describe('what drives the size', () => {
  it('is how many deliveries are about changes and how many about checks', () => {
    expect(driversOf({ push: 2, issues: 1, check_run: 5 })).toEqual({
      changes: 3,
      checks: 5,
    });
  });
});
