import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../organisation/repositories';
import { Clock } from './clock';
import { Delivery } from './delivery';
import { githubTime, hashOf, idOf, uuidOf, ZERO_HASH } from './identifiers';
import {
  checkRunPayload,
  JOB,
  WorkflowAttempt,
  workflowJobPayload,
  workflowRunPayload,
} from './payloads/checks';
import { Login } from './payloads/common';
import { Issue, issuePayload } from './payloads/issue';
import { junitXml } from './payloads/junit';
import {
  Commit,
  createTagPayload,
  pushPayload,
  releasePayload,
} from './payloads/push';
import { Timeline } from './timeline';

const MINUTE = 60_000;

/** Where a change stood when its tests ran. */
export interface TestedCommit {
  sha: string;
  branch: string;
  message: string;
  actor: Login;
  event: 'pull_request' | 'push';
  pull?: { number: number; baseSha: string };
}

/**
 * One repository on the forge: its branches, numbers and hooks. Everything that
 * happens in it leaves deliveries behind.
 */
export class Forge {
  readonly deliveries: Delivery[] = [];
  readonly timeline: Timeline;
  /** What `main` points at. Its history before the demo is not known. */
  mainHead: string;
  private mainCommit: Commit | undefined;
  private readonly branches = new Map<string, string>();
  private readonly sequences = new Map<string, number>();
  private lastNumber: number;
  private runs = 0;

  constructor(readonly source: DemoRepository, readonly clock: Clock) {
    this.timeline = new Timeline(clock.anchor);
    this.mainHead = hashOf(`${source.name}/before`);
    this.lastNumber = 380 + (idOf(`numbers/${source.name}`) % 60);
  }

  /** A hash that only this repository has. */
  hash(text: string): string {
    return hashOf(`${this.source.name}/${text}`);
  }

  /** The next number; issues and pull requests share the count. */
  nextNumber(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  /** Sends a webhook. */
  emit(group: string, at: number, event: string, payload: JsonObject): void {
    this.deliveries.push({
      door: 'github',
      id: this.deliveryId(group, event),
      repository: this.source.name,
      group: `${this.source.name}/${group}`,
      at,
      event,
      payload,
    });
  }

  /** Pushes commits to a branch, after whatever it pointed at. */
  push(
    group: string,
    at: number,
    branch: string,
    commits: Commit[],
    pusher: Login,
  ): void {
    const before =
      branch === 'main'
        ? this.mainHead
        : this.branches.get(branch) ?? ZERO_HASH;
    const after = commits.at(-1)?.sha ?? before;
    if (branch === 'main') {
      this.mainHead = after;
      this.mainCommit = commits.at(-1);
    } else {
      this.branches.set(branch, after);
    }
    const ref = `refs/heads/${branch}`;
    this.emit(
      group,
      at,
      'push',
      pushPayload(this.source, { ref, before, after, commits, pusher, at }),
    );
  }

  /** Deletes a branch, as people do after a merge. */
  deleteBranch(group: string, at: number, branch: string, by: Login): void {
    const before = this.branches.get(branch) ?? ZERO_HASH;
    this.branches.delete(branch);
    this.emit(
      group,
      at,
      'push',
      pushPayload(this.source, {
        ref: `refs/heads/${branch}`,
        before,
        after: ZERO_HASH,
        commits: [],
        pusher: by,
        at,
      }),
    );
  }

  /** Runs the workflow once and uploads what the tests said. */
  test(
    group: string,
    at: number,
    commit: TestedCommit,
    outcome: { attempt: number; failing: number[] },
  ): void {
    if (outcome.attempt === 1) this.runs += 1;
    const key = `run/${commit.event}/${commit.sha}`;
    const run: WorkflowAttempt = {
      ...commit,
      runId: idOf(`${this.source.name}/${key}`),
      jobId: idOf(`${this.source.name}/${key}/${outcome.attempt}`),
      runNumber: this.runs,
      attempt: outcome.attempt,
      queuedAt: at,
      startedAt: at + MINUTE / 4,
      completedAt: at + 6 * MINUTE,
      conclusion: outcome.failing.length > 0 ? 'failure' : 'success',
    };
    const done = run.completedAt;
    this.emit(group, done, 'check_run', checkRunPayload(this.source, run));
    if (this.source.tickets === 'keys') {
      const payload = workflowJobPayload(this.source, run);
      this.emit(group, done, 'workflow_job', payload);
    }
    this.emit(
      group,
      done,
      'workflow_run',
      workflowRunPayload(this.source, run),
    );
    this.upload(group, done, commit.sha, outcome);
  }

  private upload(
    group: string,
    at: number,
    sha: string,
    outcome: { attempt: number; failing: number[] },
  ): void {
    this.deliveries.push({
      door: 'junit',
      id: this.deliveryId(group, 'junit'),
      repository: this.source.name,
      group: `${this.source.name}/${group}`,
      at,
      query: {
        repository: `github.com/${OWNER}/${this.source.name}`,
        sha,
        job: JOB,
        attempt: String(outcome.attempt),
      },
      body: junitXml({
        repository: this.source.name,
        sha,
        features: this.source.features,
        tests: 36 + (this.source.changes % 20),
        at,
        failing: outcome.failing,
      }),
    });
  }

  /** Opens an issue. */
  openIssue(group: string, issue: Omit<Issue, 'number' | 'closedAt'>): Issue {
    const opened = { ...issue, number: this.nextNumber() };
    const payload = issuePayload(this.source, 'opened', opened, issue.author);
    this.emit(group, issue.openedAt, 'issues', payload);
    return opened;
  }

  /** Closes an issue; one that is closed stays so. */
  closeIssue(group: string, at: number, issue: Issue, by: Login): void {
    if (issue.closedAt) return;
    issue.closedAt = at;
    const payload = issuePayload(this.source, 'closed', issue, by);
    this.emit(group, at, 'issues', payload);
  }

  /** Tags `main` and publishes a release of it. */
  release(at: number, tag: string, by: Login): void {
    const group = `release/${tag}`;
    this.emit(
      group,
      at,
      'push',
      pushPayload(this.source, {
        ref: `refs/tags/${tag}`,
        before: ZERO_HASH,
        after: this.mainHead,
        commits: [],
        head: this.mainCommit,
        pusher: by,
        at,
      }),
    );
    this.emit(group, at, 'create', createTagPayload(this.source, tag, by, at));
    const id = idOf(`${this.source.name}/${group}`);
    const body = `Demo release ${tag}, cut on ${githubTime(at).slice(0, 10)}.`;
    this.emit(
      group,
      at,
      'release',
      releasePayload(this.source, { id, tag, body, at, by }),
    );
  }

  private deliveryId(group: string, event: string): string {
    const name = `${this.source.name}/${group}/${event}`;
    const sequence = this.sequences.get(name) ?? 0;
    this.sequences.set(name, sequence + 1);
    return uuidOf(`${name}/${sequence}`);
  }
}
