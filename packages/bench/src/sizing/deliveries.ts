import { Assumptions } from './assumptions';
import { ByEvent } from './events';

/** Deliveries of one working day. */
export function deliveriesPerDay(
  assumed: Assumptions,
  developers: number,
): ByEvent {
  const pulls = developers * assumed.pullRequestsPerDeveloperDay;
  const merges = pulls * assumed.mergedShare;
  const branchPushes = pulls * assumed.pushesPerPullRequest;
  const tested = branchPushes + merges;
  const jobs = tested * assumed.jobsPerPush;
  const external = tested * assumed.externalChecksPerPush;
  const deployments =
    merges +
    developers *
      assumed.repositoriesPerDeveloper *
      assumed.productionDeploymentsPerRepositoryDay;
  return {
    // To the branch, to the default branch, and the branch's deletion.
    push: branchPushes + 2 * merges,
    pull_request:
      // Opened and closed; the first push comes with its opening.
      pulls * (2 + assumed.otherPullRequestEvents) + branchPushes - pulls,
    pull_request_review: pulls * assumed.reviewsPerPullRequest,
    issues: pulls * assumed.issuesPerPullRequest * assumed.deliveriesPerIssue,
    deployment: deployments,
    deployment_status: deployments * (assumed.deliveriesPerDeployment - 1),
    workflow_run: tested * assumed.workflowsPerPush * 3,
    workflow_job: jobs * 3,
    check_run: (jobs + external) * 2,
    check_suite:
      tested *
      (assumed.workflowsPerPush + Math.min(1, assumed.externalChecksPerPush)),
  };
}
