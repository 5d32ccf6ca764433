import { CheckRun, WorkflowAttempt, WorkflowRun } from '../model/types';
import { jobShape, workflowRunShape, workflowShape } from '../shapes/workflow';
import { Teller } from './Teller';

function tellAttempt(
  teller: Teller,
  run: WorkflowRun,
  attempt: WorkflowAttempt,
): void {
  const { repository, links } = teller;
  const tell = (action: string, at: string, state: Partial<WorkflowAttempt>) =>
    teller.tell(
      {
        event: 'workflow_run',
        action,
        at,
        by: run.actor,
        subject: `${run.id}/${attempt.number}`,
      },
      () => ({
        workflow_run: workflowRunShape(repository, run, links, {
          ...attempt,
          ...state,
        }),
        workflow: workflowShape(repository, run, links),
      }),
    );
  const running = { conclusion: undefined, updatedAt: attempt.startedAt };
  tell('requested', attempt.startedAt, { status: 'queued', ...running });
  tell('in_progress', attempt.startedAt, { status: 'in_progress', ...running });
  if (attempt.status === 'completed') tell('completed', attempt.updatedAt, {});
}

function tellJob(
  teller: Teller,
  run: WorkflowRun,
  attempt: WorkflowAttempt,
  job: CheckRun,
): void {
  const { repository, links } = teller;
  const tell = (action: string, at: string, state: Partial<CheckRun>) =>
    teller.tell(
      {
        event: 'workflow_job',
        action,
        at,
        by: run.actor,
        subject: `${job.id}`,
      },
      () => ({
        workflow_job: jobShape(
          repository,
          run,
          attempt,
          { ...job, ...state },
          links,
        ),
      }),
    );
  const open = { conclusion: undefined, completedAt: undefined };
  tell('queued', job.createdAt, {
    status: 'queued',
    // A job that waits has no start of its own yet.
    startedAt: job.createdAt,
    ...open,
  });
  tell('in_progress', job.startedAt, { status: 'in_progress', ...open });
  if (job.completedAt) tell('completed', job.completedAt, {});
}

/** Runs of workflows with their jobs, attempt by attempt. */
export function tellWorkflows(teller: Teller): void {
  for (const run of teller.repository.runs) {
    for (const attempt of run.attempts) {
      tellAttempt(teller, run, attempt);
      for (const job of attempt.jobs) tellJob(teller, run, attempt, job);
    }
  }
}
