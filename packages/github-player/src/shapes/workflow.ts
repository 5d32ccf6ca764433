import {
  CheckRun,
  Repository,
  WorkflowAttempt,
  WorkflowRun,
} from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';
import { simpleCommitShape } from './commit';
import { minimalRepositoryShape } from './repository';

/** A run as it is in one of its attempts, the last by default. */
export function workflowRunShape(
  repository: Repository,
  run: WorkflowRun,
  links: Links,
  attempt: WorkflowAttempt = run.attempts.at(-1)!,
) {
  const url = links.rest(repository, `/actions/runs/${run.id}`);
  const { workflow } = run;
  const of = minimalRepositoryShape(repository, links);
  return {
    id: run.id,
    name: workflow.name,
    node_id: `WFR_${run.id}`,
    head_branch: run.branch,
    head_sha: run.headSha,
    path: workflow.path,
    display_title: run.title,
    run_number: run.number,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion ?? null,
    workflow_id: workflow.id,
    check_suite_id: run.suiteId,
    check_suite_node_id: `CS_${run.suiteId}`,
    url,
    html_url: links.page(repository, `/actions/runs/${run.id}`),
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: attempt.updatedAt,
    actor: accountShape(run.actor, links),
    run_attempt: attempt.number,
    referenced_workflows: [],
    run_started_at: attempt.startedAt,
    triggering_actor: accountShape(run.actor, links),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: links.rest(repository, `/check-suites/${run.suiteId}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url:
      attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: links.rest(repository, `/actions/workflows/${workflow.id}`),
    head_commit: simpleCommitShape(repository.commits.get(run.headSha)!),
    repository: of,
    head_repository: of,
  };
}

/** The workflow itself, as webhooks carry it beside the run. */
export function workflowShape(
  repository: Repository,
  { workflow }: WorkflowRun,
  links: Links,
) {
  const { id, name, path } = workflow;
  return {
    id,
    node_id: `W_${id}`,
    name,
    path,
    state: 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: links.rest(repository, `/actions/workflows/${id}`),
    html_url: links.page(
      repository,
      `/blob/${repository.defaultBranch}/${path}`,
    ),
    badge_url: links.page(repository, `/workflows/${name}/badge.svg`),
  };
}

/** One job of an attempt. */
export function jobShape(
  repository: Repository,
  run: WorkflowRun,
  attempt: WorkflowAttempt,
  job: CheckRun,
  links: Links,
) {
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.name,
    head_branch: run.branch,
    run_url: links.rest(repository, `/actions/runs/${run.id}`),
    run_attempt: attempt.number,
    node_id: `CR_${job.id}`,
    head_sha: run.headSha,
    url: links.rest(repository, `/actions/jobs/${job.id}`),
    html_url: links.page(repository, `/actions/runs/${run.id}/job/${job.id}`),
    status: job.status,
    conclusion: job.conclusion ?? null,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt ?? null,
    name: job.name,
    steps: [],
    check_run_url: links.rest(repository, `/check-runs/${job.id}`),
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'Made-up runner',
    runner_group_id: 1,
    runner_group_name: 'Made-up runners',
  };
}
