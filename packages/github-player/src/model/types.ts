/**
 * What the player knows. Times are instants as GitHub writes them, whole
 * seconds in UTC: `2026-03-01T10:00:00Z`. Ids are unique over the organisation.
 */

/** A person, a bot or an organisation. */
export interface Account {
  id: number;
  login: string;
  type: 'User' | 'Bot' | 'Organization';
  name?: string;
  email?: string;
}

/** A GitHub App that reports checks. */
export interface CheckApp {
  id: number;
  slug: string;
  name: string;
}

/** One file of a commit or of a pull request. */
export interface ChangedFile {
  path: string;
  status: 'added' | 'modified' | 'removed';
  additions: number;
  deletions: number;
}

/** A commit, with its files as compared with its first parent. */
export interface Commit {
  sha: string;
  message: string;
  author: { name: string; email: string; account?: Account };
  authoredAt: string;
  committedAt: string;
  parents: string[];
  files: ChangedFile[];
}

/** Commits that came to a branch at once; `before` is absent for a new one. */
export interface Push {
  branch: string;
  before?: string;
  after: string;
  commits: string[];
  at: string;
  by: Account;
}

/** A verdict on a pull request. */
export interface Review {
  id: number;
  by: Account;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  body: string;
  commit: string;
  submittedAt: string;
}

/** How a pull request got into its base branch. */
export type MergeMethod = 'squash' | 'merge' | 'rebase';

/** A pull request as it is now, with what happened to it. */
export interface PullRequest {
  id: number;
  number: number;
  title: string;
  body?: string;
  state: 'open' | 'closed';
  draft: boolean;
  /** It was opened as a draft. */
  openedAsDraft: boolean;
  author: Account;
  headBranch: string;
  headSha: string;
  baseBranch: string;
  baseSha: string;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  mergedAt?: string;
  mergedBy?: Account;
  mergeSha?: string;
  mergeMethod?: MergeMethod;
  labels: string[];
  /** Everybody who was asked, whether they have reviewed it or not. */
  askedReviewers: Account[];
  /** Those of them who have not reviewed it. */
  requestedReviewers: Account[];
  reviews: Review[];
  /** Oldest first. */
  commits: string[];
  /** The pushes of its head branch since it was opened, oldest first. */
  pushes: Push[];
  readyForReview: Array<{ id: number; at: string }>;
  files: ChangedFile[];
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed';
export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'skipped'
  | 'neutral'
  | 'timed_out'
  | 'action_required'
  | 'stale';

/** One check of a suite; of GitHub Actions it is a job. */
export interface CheckRun {
  id: number;
  name: string;
  status: CheckStatus;
  conclusion?: CheckConclusion;
  createdAt: string;
  startedAt: string;
  completedAt?: string;
}

/** All checks of one app on one commit. */
export interface CheckSuite {
  id: number;
  app: CheckApp;
  branch: string;
  headSha: string;
  status: CheckStatus;
  conclusion?: CheckConclusion;
  createdAt: string;
  updatedAt: string;
  /** Those of the latest attempt. */
  checkRuns: CheckRun[];
  /** Of GitHub Actions: what ran. */
  workflowRun?: WorkflowRun;
}

/** A run of a workflow that was started once, or once more. */
export interface WorkflowAttempt {
  number: number;
  status: CheckStatus;
  conclusion?: CheckConclusion;
  startedAt: string;
  updatedAt: string;
  jobs: CheckRun[];
}

/** A run of a workflow of GitHub Actions; the last attempt is the current. */
export interface WorkflowRun {
  id: number;
  number: number;
  workflow: { id: number; name: string; path: string };
  event: 'push' | 'pull_request';
  title: string;
  branch: string;
  headSha: string;
  actor: Account;
  createdAt: string;
  attempts: WorkflowAttempt[];
  suiteId: number;
}

export type DeploymentState =
  | 'queued'
  | 'pending'
  | 'in_progress'
  | 'success'
  | 'failure'
  | 'error'
  | 'inactive';

/** How far a deployment was at a time. */
export interface DeploymentStatus {
  id: number;
  state: DeploymentState;
  description: string;
  environmentUrl?: string;
  logUrl?: string;
  createdAt: string;
  by: Account;
}

/** Something that was to run somewhere. Statuses are oldest first. */
export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  production: boolean;
  description?: string;
  payload: Record<string, string | number>;
  creator: Account;
  createdAt: string;
  updatedAt: string;
  statuses: DeploymentStatus[];
}

/** A ticket; one with the label `incident` is an outage. */
export interface Issue {
  id: number;
  number: number;
  title: string;
  body?: string;
  state: 'open' | 'closed';
  author: Account;
  labels: string[];
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
}

/** A tag; an annotated one is an object with a hash of its own. */
export interface Tag {
  name: string;
  sha: string;
  at: string;
  by: Account;
  annotation?: { sha: string; message: string };
}

/** A release of a tag. */
export interface Release {
  id: number;
  tag: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  author: Account;
  createdAt: string;
  publishedAt?: string;
}

/** A repository. Lists are in the order in which things were made. */
export interface Repository {
  id: number;
  owner: Account;
  name: string;
  description: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
  commits: Map<string, Commit>;
  branches: Map<string, string>;
  pushes: Push[];
  tags: Tag[];
  pulls: PullRequest[];
  issues: Issue[];
  releases: Release[];
  deployments: Deployment[];
  suites: Map<string, CheckSuite[]>;
  runs: WorkflowRun[];
}
