import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, hashOf, idOf } from '../identifiers';
import { envelope, gitUser, isBot, Login, repository, user } from './common';

/** One attempt of a workflow, with the one job it has. */
export interface WorkflowAttempt {
  runId: number;
  jobId: number;
  runNumber: number;
  attempt: number;
  event: 'pull_request' | 'push';
  branch: string;
  sha: string;
  /** Subject of the commit it ran on. */
  message: string;
  actor: Login;
  pull?: { number: number; baseSha: string };
  queuedAt: number;
  startedAt: number;
  completedAt: number;
  conclusion: 'success' | 'failure';
}

/** Name of the one workflow. */
export const WORKFLOW = 'CI';
/** Name of its job, also of the check that reports it. */
export const JOB = 'test';

const APP = {
  id: 15368,
  slug: 'github-actions',
  name: 'GitHub Actions',
  owner: { login: 'github', id: 9919, type: 'Organization' },
  html_url: 'https://github.com/apps/github-actions',
};

function pulls(source: DemoRepository, run: WorkflowAttempt): JsonObject[] {
  if (!run.pull) return [];
  const repo = {
    id: idOf(`repository/${source.name}`),
    url: `https://api.github.com/repos/${OWNER}/${source.name}`,
    name: source.name,
  };
  return [
    {
      url: `${repo.url}/pulls/${run.pull.number}`,
      id: idOf(`pull/${OWNER}/${source.name}/${run.pull.number}`),
      number: run.pull.number,
      head: { ref: run.branch, sha: run.sha, repo },
      base: { ref: 'main', sha: run.pull.baseSha, repo },
    },
  ];
}

/** `workflow_run`, completed */
export function workflowRunPayload(
  source: DemoRepository,
  run: WorkflowAttempt,
): JsonObject {
  const html = `https://github.com/${OWNER}/${source.name}`;
  const workflowId = idOf(`workflow/${source.name}`);
  return {
    action: 'completed',
    workflow_run: {
      id: run.runId,
      name: WORKFLOW,
      node_id: `WFR_${run.runId.toString(36)}`,
      head_branch: run.branch,
      head_sha: run.sha,
      path: '.github/workflows/ci.yaml',
      display_title: run.message,
      run_number: run.runNumber,
      event: run.event,
      status: 'completed',
      conclusion: run.conclusion,
      workflow_id: workflowId,
      check_suite_id: idOf(`suite/${source.name}/${run.sha}`),
      html_url: `${html}/actions/runs/${run.runId}`,
      pull_requests: pulls(source, run),
      created_at: githubTime(run.queuedAt),
      updated_at: githubTime(run.completedAt),
      run_attempt: run.attempt,
      run_started_at: githubTime(run.startedAt),
      actor: user(run.actor),
      triggering_actor: user(run.actor),
      head_commit: {
        id: run.sha,
        tree_id: hashOf(`tree/${run.sha}`),
        message: run.message,
        timestamp: githubTime(run.queuedAt),
        author: gitUser(run.actor, run.queuedAt),
        committer: { name: 'GitHub', email: 'noreply@github.com' },
      },
      repository: repository(source),
      head_repository: repository(source),
    },
    workflow: {
      id: workflowId,
      name: WORKFLOW,
      path: '.github/workflows/ci.yaml',
      state: 'active',
      html_url: `${html}/blob/main/.github/workflows/ci.yaml`,
    },
    ...envelope(source, run.actor, run.completedAt),
  };
}

/** `check_run`, completed: what the job reports */
export function checkRunPayload(
  source: DemoRepository,
  run: WorkflowAttempt,
): JsonObject {
  const html = `https://github.com/${OWNER}/${source.name}/actions/runs/${run.runId}/job/${run.jobId}`;
  return {
    action: 'completed',
    check_run: {
      id: run.jobId,
      node_id: `CR_${run.jobId.toString(36)}`,
      name: JOB,
      head_sha: run.sha,
      external_id: hashOf(`external/${run.jobId}`),
      html_url: html,
      details_url: html,
      status: 'completed',
      conclusion: run.conclusion,
      started_at: githubTime(run.startedAt),
      completed_at: githubTime(run.completedAt),
      output: { title: null, summary: null, text: null, annotations_count: 0 },
      check_suite: {
        id: idOf(`suite/${source.name}/${run.sha}`),
        head_branch: run.branch,
        head_sha: run.sha,
        status: 'completed',
        conclusion: run.conclusion,
        before: null,
        after: run.sha,
        pull_requests: pulls(source, run),
        app: APP,
        created_at: githubTime(run.queuedAt),
        updated_at: githubTime(run.completedAt),
      },
      app: APP,
      pull_requests: pulls(source, run),
    },
    ...envelope(source, run.actor, run.completedAt),
  };
}

/** `workflow_job`, completed: the same job, seen by Actions */
export function workflowJobPayload(
  source: DemoRepository,
  run: WorkflowAttempt,
): JsonObject {
  const api = `https://api.github.com/repos/${OWNER}/${source.name}`;
  const step = (name: string, number: number) => ({
    name,
    number,
    status: 'completed',
    conclusion: number === 3 ? run.conclusion : 'success',
    started_at: githubTime(run.startedAt),
    completed_at: githubTime(run.completedAt),
  });
  return {
    action: 'completed',
    workflow_job: {
      id: run.jobId,
      run_id: run.runId,
      run_url: `${api}/actions/runs/${run.runId}`,
      run_attempt: run.attempt,
      node_id: `CR_${run.jobId.toString(36)}`,
      head_sha: run.sha,
      head_branch: run.branch,
      workflow_name: WORKFLOW,
      url: `${api}/actions/jobs/${run.jobId}`,
      html_url: `https://github.com/${OWNER}/${source.name}/actions/runs/${run.runId}/job/${run.jobId}`,
      check_run_url: `${api}/check-runs/${run.jobId}`,
      status: 'completed',
      conclusion: run.conclusion,
      created_at: githubTime(run.queuedAt),
      started_at: githubTime(run.startedAt),
      completed_at: githubTime(run.completedAt),
      name: JOB,
      steps: [step('Set up job', 1), step('Build', 2), step('Test', 3)],
      labels: ['ubuntu-latest'],
      runner_id: isBot(run.actor) ? 2 : 1,
      runner_name: 'GitHub Actions 1',
      runner_group_id: 0,
      runner_group_name: 'GitHub Actions',
    },
    ...envelope(source, run.actor, run.completedAt),
  };
}
