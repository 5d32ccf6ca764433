import { JsonObject } from '@backstage/types';
import {
  checkRunPayload,
  Clock,
  Commit,
  DemoRepository,
  Forge,
  idOf,
  TestedCommit,
  WorkflowAttempt,
  workflowJobPayload,
  workflowRunPayload,
} from '../../deliveries/demo';

/** What runs on every push of a repository. */
export interface Checks {
  workflows: number;
  /** Jobs of all workflows together. */
  jobs: number;
  /** Checks that apps other than GitHub Actions report. */
  external: number;
}

const MINUTE = 60_000;

const LIFE = [
  { action: 'queued', status: 'queued', minutes: 0 },
  { action: 'in_progress', status: 'in_progress', minutes: 0.5 },
  { action: 'completed', status: 'completed', minutes: 6 },
] as const;

type Phase = (typeof LIFE)[number];

const part = (payload: JsonObject, name: string) => payload[name] as JsonObject;

/** The payload with some fields of one of its objects replaced. */
function changed(
  payload: JsonObject,
  action: string,
  name: string,
  fields: JsonObject,
): JsonObject {
  return { ...payload, action, [name]: { ...part(payload, name), ...fields } };
}

/**
 * A forge that reports checks as GitHub does: every phase of every workflow and
 * job, each job as a check as well, on branches and on `main`. The demo's has
 * one job, and says only how it ended.
 */
export class CiForge extends Forge {
  constructor(
    source: DemoRepository,
    clock: Clock,
    private readonly checks: Checks,
  ) {
    super(source, clock);
  }

  /** A push to `main` is tested; one to a branch with its pull request. */
  override push(
    group: string,
    at: number,
    branch: string,
    commits: Commit[],
    pusher: string,
  ): void {
    super.push(group, at, branch, commits, pusher);
    const head = commits.at(-1);
    if (branch !== 'main' || !head) return;
    this.test(group, at + MINUTE / 10, {
      sha: head.sha,
      branch,
      message: head.message.split('\n', 1)[0],
      actor: pusher,
      event: 'push',
    });
  }

  /** What people do to a pull request besides comes with its opening. */
  override emit(
    group: string,
    at: number,
    event: string,
    payload: JsonObject,
  ): void {
    super.emit(group, at, event, payload);
    if (payload.action !== 'opened') return;
    if (event === 'pull_request') {
      super.emit(group, at, event, { ...payload, action: 'review_requested' });
      super.emit(group, at, event, { ...payload, action: 'labeled' });
    }
    if (event === 'issues') {
      super.emit(group, at, event, { ...payload, action: 'labeled' });
      super.emit(group, at, event, { ...payload, action: 'assigned' });
    }
  }

  override test(group: string, at: number, commit: TestedCommit): void {
    const { workflows, jobs, external } = this.checks;
    for (let index = 0; index < workflows; index++) {
      const run = this.attempt(at, commit, `workflow-${index}`);
      this.runWorkflow(group, run, index);
      for (let job = index; job < jobs; job += workflows) {
        this.runJob(group, run, job);
      }
      this.completeSuite(group, run, 'github-actions');
    }
    for (let index = 0; index < external; index++) {
      const run = this.attempt(at, commit, `external-${index}`);
      this.check(group, run, `scan ${index}`, `scanner-${index}`);
    }
    if (external > 0) {
      const run = this.attempt(at, commit, 'external');
      this.completeSuite(group, run, 'scanner');
    }
  }

  private attempt(
    at: number,
    commit: TestedCommit,
    what: string,
  ): WorkflowAttempt {
    const id = idOf(
      `${this.source.name}/${what}/${commit.event}/${commit.sha}`,
    );
    return {
      ...commit,
      runId: id,
      jobId: id,
      runNumber: 1,
      attempt: 1,
      queuedAt: at,
      startedAt: at + MINUTE / 2,
      completedAt: at + 6 * MINUTE,
      conclusion: 'success',
    };
  }

  private runWorkflow(
    group: string,
    run: WorkflowAttempt,
    index: number,
  ): void {
    const name = `Workflow ${index}`;
    const payload = workflowRunPayload(this.source, run);
    for (const phase of LIFE) {
      const action = phase.action === 'queued' ? 'requested' : phase.action;
      this.phase(group, run, phase, 'workflow_run', action, payload, { name });
    }
  }

  private runJob(group: string, run: WorkflowAttempt, index: number): void {
    const job = { ...run, jobId: idOf(`${run.runId}/job/${index}`) };
    const name = `job ${index}`;
    const payload = workflowJobPayload(this.source, job);
    for (const phase of LIFE) {
      const { action } = phase;
      this.phase(group, run, phase, 'workflow_job', action, payload, { name });
    }
    this.check(group, job, name, 'github-actions');
  }

  private check(
    group: string,
    run: WorkflowAttempt,
    name: string,
    slug: string,
  ): void {
    const payload = checkRunPayload(this.source, run);
    const app = { ...part(part(payload, 'check_run'), 'app'), slug };
    for (const phase of [LIFE[0], LIFE[2]]) {
      const action = phase.action === 'queued' ? 'created' : phase.action;
      const fields = { name, app };
      this.phase(group, run, phase, 'check_run', action, payload, fields);
    }
  }

  private completeSuite(
    group: string,
    run: WorkflowAttempt,
    slug: string,
  ): void {
    const { check_run: check, ...envelope } = checkRunPayload(this.source, run);
    const { app, check_suite: suite } = check as JsonObject;
    this.emit(group, run.completedAt, 'check_suite', {
      ...envelope,
      check_suite: {
        ...(suite as JsonObject),
        id: idOf(`suite/${run.runId}`),
        app: { ...(app as JsonObject), slug },
      },
    });
  }

  private phase(
    group: string,
    run: WorkflowAttempt,
    { status, minutes }: Phase,
    event: string,
    action: string,
    payload: JsonObject,
    fields: JsonObject,
  ): void {
    const over = status === 'completed';
    const at = run.queuedAt + minutes * MINUTE;
    const end = over && event !== 'workflow_run' && part(payload, event);
    this.emit(
      group,
      at,
      event,
      changed(payload, action, event, {
        ...fields,
        status,
        conclusion: over ? run.conclusion : null,
        ...(event === 'workflow_run' && {
          updated_at: new Date(at).toISOString(),
        }),
        ...(event !== 'workflow_run' && {
          completed_at: end ? end.completed_at : null,
        }),
      }),
    );
  }
}
