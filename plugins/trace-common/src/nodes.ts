import { AuthorshipEvidence } from './authorship';
import { Mention } from './mentions';

/** The kinds of node in the delivery graph, named as in CDEvents. */
export const NODE_KINDS = [
  'ticket',
  'change',
  'commit',
  'pipelineRun',
  'testSuiteRun',
  'artifact',
  'deployment',
  'incident',
] as const;

/** One of {@link NODE_KINDS}. */
export type NodeKind = (typeof NODE_KINDS)[number];

/** The kinds of edge in the delivery graph. The name reads from → to. */
export const EDGE_TYPES = [
  /** change → ticket: the ticket's key stands in a title, branch or trailer. */
  'implements',
  /** change → ticket: with a closing keyword, e.g. `Fixes #12`. */
  'closes',
  /** change → ticket: named in passing. Not `implements`. */
  'mentions',
  /** change → commit: the head of the request, as pushed. */
  'head',
  /** change → commit: what it became on the default branch. */
  'landedAs',
  /** commit → commit: the same content under another hash. */
  'equivalentTo',
  /** change → change, commit → commit. */
  'reverts',
  /** pipelineRun → commit, testSuiteRun → commit. */
  'ranOn',
  /** pipelineRun (job) → pipelineRun (workflow). */
  'partOf',
  /** artifact → commit. */
  'builtFrom',
  /** deployment → commit. */
  'deployed',
  /** incident → change: said so in the incident. */
  'causedBy',
] as const;

/** One of {@link EDGE_TYPES}. */
export type EdgeType = (typeof EDGE_TYPES)[number];

/** Who did something, as their forge knows them: a claim, not an identity. */
export interface Actor {
  /** Forge login. */
  login?: string;
  /** As written in a commit, where no login is known. */
  name?: string;
  /** What the forge says the account is. */
  type: 'person' | 'bot' | 'unknown';
}

/** Registers of a `change` subject. Reviews are `review:<id>` registers. */
export interface ChangeAttributes {
  number: number;
  title: string;
  url: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  author: Actor;
  baseBranch: string;
  headBranch: string;
  headSha: string;
  /** The commit that the merge left on the base branch. */
  mergeSha?: string;
  /** True when the base branch is the repository's default branch. */
  intoDefaultBranch?: boolean;
  createdAt: string;
  mergedAt?: string;
  closedAt?: string;
  /** When it last became ready for review: opened so, or no draft any more. */
  readyAt?: string;
  additions?: number;
  deletions?: number;
  changedFiles?: number;
  /**
   * Paths it would change, as they were at its last report; at most
   * {@link MAX_PATHS}. Said by who does not know them of each commit.
   */
  paths?: string[];
  pathsTruncated?: boolean;
  commits?: number;
  labels?: string[];
  /** How many reviews are asked for and not given. */
  requestedReviews?: number;
  mentions?: Mention[];
  /** Changes and commits it says it reverts, as node keys. */
  reverts?: string[];
  authorship?: AuthorshipEvidence[];
}

/** A `review:<id>` register of a change. */
export interface ReviewAttributes {
  state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  by: Actor;
  at: string;
  sha?: string;
}

/** Registers of a `commit` subject. Pushes are `push:<after>:<branch>` registers. */
export interface CommitAttributes {
  sha: string;
  subject: string;
  url?: string;
  author: Actor;
  authoredAt?: string;
  committedAt: string;
  /** Parent hashes as the repository has them. */
  parents?: string[];
  /** True when a clone says it is reachable from the default branch. */
  onDefaultBranch?: boolean;
  /** Changed paths; at most {@link MAX_PATHS}. */
  paths?: string[];
  pathsTruncated?: boolean;
  /**
   * Equal for a commit and its rebased copy: a digest of author, author date
   * and message.
   */
  fingerprint?: string;
  mentions?: Mention[];
  /** Commits it says it reverts, as node keys. */
  reverts?: string[];
  /** Commits it says it was cherry-picked from, as node keys. */
  cherryPickOf?: string[];
  authorship?: AuthorshipEvidence[];
}

/** How many changed paths of a commit are kept. */
export const MAX_PATHS = 300;

/** A `push:<after>:<branch>` register of a commit: which push brought it where. */
export interface PushAttributes {
  branch: string;
  defaultBranch: boolean;
  before: string;
  after: string;
  /** Place in the push, oldest first. */
  index: number;
  /** The commit before it in the push; the first one's is `before`. */
  previous: string;
  at: string;
}

/** Registers of a `pipelineRun` subject. Attempts are `attempt:<n>` registers. */
export interface PipelineRunAttributes {
  subtype: 'workflow' | 'job' | 'suite';
  name: string;
  url?: string;
  sha: string;
  branch?: string;
  /** Key of the workflow run a job belongs to. */
  partOf?: string;
  /** What started it, e.g. `pull_request`, `push`. */
  event?: string;
}

/** An `attempt:<n>` register of a pipelineRun. */
export interface AttemptAttributes {
  attempt: number;
  status: 'queued' | 'running' | 'completed';
  conclusion?:
    | 'success'
    | 'failure'
    | 'cancelled'
    | 'skipped'
    | 'neutral'
    | 'timed-out'
    | 'action-required';
  queuedAt?: string;
  startedAt?: string;
  completedAt?: string;
}

/** Registers of a `testSuiteRun` subject. */
export interface TestSuiteRunAttributes {
  suite: string;
  sha: string;
  job?: string;
  /** The variant of the job, e.g. `node-22/linux`. */
  matrix?: string;
  attempt: number;
  at: string;
  url?: string;
  tests: number;
  passed: number;
  failed: number;
  errors: number;
  skipped: number;
  durationSeconds?: number;
  /** Names of tests that failed or errored; at most {@link MAX_TEST_NAMES}. */
  failedTests?: string[];
  /** Names of tests that failed and then passed within the run. */
  flakyTests?: string[];
}

/** How many test names a run keeps. */
export const MAX_TEST_NAMES = 200;

/** Registers of an `artifact` subject. */
export interface ArtifactAttributes {
  subtype: 'release' | 'tag';
  tag: string;
  name?: string;
  url?: string;
  /** Missing when only the release is known, not yet what it was cut from. */
  sha?: string;
  prerelease?: boolean;
  publishedAt: string;
}

/** Registers of a `deployment` subject. Statuses are `status:<id>` registers. */
export interface DeploymentAttributes {
  sha: string;
  ref?: string;
  environment: string;
  production: boolean;
  /** What the deployment calls the service, where it says so. */
  service?: string;
  version?: string;
  createdAt: string;
  url?: string;
}

/** A `status:<id>` register of a deployment. */
export interface DeploymentStatusAttributes {
  state: 'queued' | 'running' | 'success' | 'failure' | 'inactive' | 'waiting';
  at: string;
  url?: string;
}

/** Registers of an `issue` subject: a ticket, or an incident. */
export interface IssueAttributes {
  key: string;
  title: string;
  url?: string;
  state: 'open' | 'closed';
  /** True when its labels make it an incident. */
  incident: boolean;
  /** True when its source keeps it from most readers, e.g. a security level. */
  restricted?: boolean;
  labels?: string[];
  createdAt: string;
  closedAt?: string;
  /** Changes and commits it says caused it, as node keys. */
  causedBy?: string[];
}
