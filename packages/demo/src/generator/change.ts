import { Deployer } from './deployer';
import { Forge } from './forge';
import { idOf } from './identifiers';
import { landingCommits, MergeMethod } from './landing';
import { Login } from './payloads/common';
import { Issue } from './payloads/issue';
import {
  PullRequest,
  pullRequestPayload,
  Review,
  reviewPayload,
} from './payloads/pullRequest';
import { Commit } from './payloads/push';

/** A commit to be written. */
export interface CommitPlan {
  message: string;
  modified: string[];
  added?: string[];
  removed?: string[];
  /** Missing: the author of the change. */
  author?: Login;
}

/** What happens to a change next, so many working hours after the step before. */
export type Step = { after: number } & (
  | { do: 'push'; commits: CommitPlan[] }
  | { do: 'open'; draft?: boolean; reviewers?: Login[] }
  | { do: 'ready'; reviewers?: Login[] }
  | { do: 'test'; failing?: number[]; attempt?: number }
  | { do: 'review'; by: Login; says: Review['state']; body?: string }
  | { do: 'merge'; by: Login; method?: MergeMethod; deleteBranch?: boolean }
  | { do: 'close'; by: Login }
);

/** A change, from its first push to where it has come. */
export interface ChangePlan {
  /** Unique in the repository; ids and hashes hang on it. */
  key: string;
  author: Login;
  title: string;
  branch: string;
  /** Read when the pull request is opened, so that it can name others. */
  body(): string;
  labels?: string[];
  additions: number;
  deletions: number;
  /** The issue that its merge closes. */
  issue?(): Issue | undefined;
  /** When its first step happens, in milliseconds. */
  starts: number;
  steps: Step[];
}

/** A change as it goes its way. */
export class Change {
  /** Missing until it is opened. */
  pull: PullRequest | undefined;
  /** Where it landed on `main`. Missing until it is merged. */
  landedAs: string | undefined;
  private readonly commits: Commit[] = [];

  private constructor(
    private readonly forge: Forge,
    private readonly deployer: Deployer,
    readonly plan: ChangePlan,
  ) {}

  /** Puts the steps of a change on the forge's timeline. */
  static begin(forge: Forge, deployer: Deployer, plan: ChangePlan): Change {
    const change = new Change(forge, deployer, plan);
    let time = plan.starts;
    plan.steps.forEach((step, index) => {
      if (index > 0) time = forge.clock.after(time, step.after);
      forge.timeline.plan(time, at => change.take(step, at));
    });
    return change;
  }

  /** Its number. @throws before it is opened */
  get number(): number {
    return this.opened().number;
  }

  private opened(): PullRequest {
    if (!this.pull) throw new Error(`${this.plan.key} is not open yet`);
    return this.pull;
  }

  private paths(): string[] {
    return this.commits.flatMap(({ added, modified, removed }) => [
      ...added,
      ...modified,
      ...removed,
    ]);
  }

  private take(step: Step, at: number): void {
    switch (step.do) {
      case 'push':
        return this.push(step.commits, at);
      case 'open':
        return this.open(step, at);
      case 'ready':
        return this.ready(step, at);
      case 'test':
        return this.test(step, at);
      case 'review':
        return this.review(step, at);
      case 'merge':
        return this.merge(step, at);
      default:
        return this.close(step.by, at);
    }
  }

  private push(plans: CommitPlan[], at: number): void {
    const { key, author, branch } = this.plan;
    const before = this.commits.at(-1)?.sha;
    const pushed = plans.map((commit, index): Commit => {
      const position = this.commits.length + index;
      return {
        sha: this.forge.hash(`${key}/${position}`),
        message: commit.message,
        author: commit.author ?? author,
        authoredAt: at - (plans.length - index) * 900_000,
        added: commit.added ?? [],
        modified: commit.modified,
        removed: commit.removed ?? [],
      };
    });
    this.commits.push(...pushed);
    this.forge.push(key, at, branch, pushed, author);
    if (this.pull) this.send('synchronize', at, author, before);
  }

  private open(
    step: { draft?: boolean; reviewers?: Login[] },
    at: number,
  ): void {
    const { plan, forge } = this;
    this.pull = {
      number: forge.nextNumber(),
      title: plan.title,
      body: plan.body(),
      author: plan.author,
      branch: plan.branch,
      headSha: '',
      baseSha: forge.mainHead,
      draft: step.draft ?? false,
      labels: plan.labels ?? [],
      requestedReviewers: step.reviewers ?? [],
      openedAt: at,
      updatedAt: at,
      merged: false,
      commits: 0,
      additions: plan.additions,
      deletions: plan.deletions,
      changedFiles: 0,
    };
    this.send('opened', at, plan.author);
  }

  private ready(step: { reviewers?: Login[] }, at: number): void {
    const pull = this.opened();
    pull.draft = false;
    pull.requestedReviewers = step.reviewers ?? [];
    this.send('ready_for_review', at, this.plan.author);
  }

  private test(
    step: { failing?: number[]; attempt?: number },
    at: number,
  ): void {
    const pull = this.opened();
    const { sha, message } = this.commits[this.commits.length - 1];
    this.forge.test(
      this.plan.key,
      at,
      {
        sha,
        message: message.split('\n', 1)[0],
        branch: this.plan.branch,
        actor: this.plan.author,
        event: 'pull_request',
        pull: { number: pull.number, baseSha: pull.baseSha },
      },
      { attempt: step.attempt ?? 1, failing: step.failing ?? [] },
    );
  }

  private review(
    step: { by: Login; says: Review['state']; body?: string },
    at: number,
  ): void {
    const pull = this.opened();
    pull.updatedAt = at;
    pull.requestedReviewers = pull.requestedReviewers.filter(
      login => login !== step.by,
    );
    const { forge, plan } = this;
    const review: Review = {
      id: idOf(
        `${forge.source.name}/${plan.key}/review/${step.by}/${step.says}`,
      ),
      by: step.by,
      state: step.says,
      body: step.body ?? null,
      at,
      sha: pull.headSha,
    };
    forge.emit(
      plan.key,
      at,
      'pull_request_review',
      reviewPayload(forge.source, pull, review),
    );
  }

  private merge(
    step: { by: Login; method?: MergeMethod; deleteBranch?: boolean },
    at: number,
  ): void {
    const { forge, plan } = this;
    const pull = this.opened();
    const landing = landingCommits(
      step.method ?? forge.source.merge,
      pull,
      this.commits,
      { at, by: step.by, hash: text => forge.hash(`${plan.key}/${text}`) },
    );
    const landedAs = landing[landing.length - 1].sha;
    this.landedAs = landedAs;
    Object.assign(pull, {
      merged: true,
      mergedBy: step.by,
      mergeSha: landedAs,
      closedAt: at,
      requestedReviewers: [],
    });
    this.send('closed', at, step.by);
    forge.push(plan.key, at, 'main', landing, step.by);
    if (step.deleteBranch) {
      forge.deleteBranch(plan.key, at, plan.branch, step.by);
    }
    const issue = plan.issue?.();
    if (issue) forge.closeIssue(plan.key, at, issue, step.by);
    const staged = forge.clock.after(at, 0.25);
    for (const service of this.deployer.touched(this.paths())) {
      forge.timeline.plan(staged, time =>
        this.deployer.deploy(plan.key, time, service, 'staging', landedAs),
      );
    }
  }

  private close(by: Login, at: number): void {
    const pull = this.opened();
    pull.closedAt = at;
    this.send('closed', at, by);
  }

  private send(
    action: Parameters<typeof pullRequestPayload>[1],
    at: number,
    sender: Login,
    before?: string,
  ): void {
    const pull = this.opened();
    pull.updatedAt = at;
    pull.headSha = this.commits[this.commits.length - 1].sha;
    pull.commits = this.commits.length;
    pull.changedFiles = new Set(this.paths()).size;
    this.forge.emit(
      this.plan.key,
      at,
      'pull_request',
      pullRequestPayload(this.forge.source, action, pull, sender, before),
    );
  }
}
