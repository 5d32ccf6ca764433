import { AuthorshipEvidence } from './authorship';
import { RepositoryName } from './keys';
import { Mention } from './mentions';
import { KeptWord } from './words';

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
  /** A weakness that a scan or an advisory reported. */
  'finding',
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
  /** ticket → change or commit: its tracker links it. */
  'developedIn',
  /** change → commit: the head of the request, as pushed. */
  'head',
  /** change → commit: what it became on the default branch. */
  'landedAs',
  /**
   * commit → commit: the same content under another hash; change → change: a
   * backport of it.
   */
  'equivalentTo',
  /** change → change, commit → commit. */
  'reverts',
  /** change → change, commit → commit: brings back what a revert took out. */
  'relands',
  /** pipelineRun → commit, testSuiteRun → commit. */
  'ranOn',
  /** pipelineRun (job) → pipelineRun (workflow). */
  'partOf',
  /** artifact → commit. */
  'builtFrom',
  /** deployment → commit or artifact. */
  'deployed',
  /** incident → change or deployment: said so in the incident, or confirmed. */
  'causedBy',
  /** incident → deployment: it may have caused it; nobody said so yet. */
  'maybeCausedBy',
  /** finding → commit: a scan of this commit reported it. */
  'foundIn',
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
  /** Words of its body in which configured patterns may find tickets. */
  words?: KeptWord[];
  /** Changes and commits it says it reverts, as node keys. */
  reverts?: string[];
  /** Changes and commits it says it lands again, as node keys. */
  relands?: string[];
  authorship?: AuthorshipEvidence[];
}

/** A `review:<id>` register of a change. */
export interface ReviewAttributes {
  state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  by: Actor;
  at: string;
  sha?: string;
}

/**
 * Registers of a `commit` subject. Pushes are `push:<after>:<branch>` registers,
 * commits that are the same patch are `samePatch:<sha>` registers.
 */
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
  /** Words of its message in which configured patterns may find tickets. */
  words?: KeptWord[];
  /** Trailers by which assistants may have signed, as `Token: value`. */
  signatures?: string[];
  /** Commits it says it reverts, as node keys. */
  reverts?: string[];
  /** Commits it says it was cherry-picked from, as node keys. */
  cherryPickOf?: string[];
  /** Commits and changes it says it lands again, as node keys. */
  relands?: string[];
  authorship?: AuthorshipEvidence[];
}

/**
 * A `samePatch:<sha>` register of a commit: another one that changes the same
 * lines in the same way, and does not lead to it nor come of it.
 */
export interface SamePatchAttributes {
  sha: string;
  /** What `git patch-id --stable` gives for both. */
  patchId: string;
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
  /** Missing where the source does not say what it ran on. */
  sha?: string;
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
  /** `image` and `package` are deployed; `release` and `tag` are cut. */
  subtype: 'release' | 'tag' | 'image' | 'package';
  /** The tag or version. */
  tag: string;
  name?: string;
  url?: string;
  /** Of an image, e.g. `sha256:…`: what tells it from others of its tag. */
  digest?: string;
  /** Missing when only the release is known, not yet what it was cut from. */
  sha?: string;
  /** Where `sha` is, when the subject's key does not say. */
  repository?: RepositoryName;
  prerelease?: boolean;
  publishedAt: string;
}

/**
 * Registers of a `deployment` subject. Statuses are `status:<id>` registers.
 * Either the commit or the artifact is known, or the deployment cannot be
 * compared with others.
 */
export interface DeploymentAttributes {
  sha?: string;
  /** Node key of the artifact that is deployed. */
  artifact?: string;
  /** Where `sha` is, when the subject's key does not say. */
  repository?: RepositoryName;
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

/**
 * Registers of an `issue` subject: a ticket, or an incident that is kept as
 * one. Changes of its status are `transition:<id>` registers; every tracker
 * that knows the key has a `tracker:<host>` register.
 */
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
  /** What its tracker calls the kind of ticket, e.g. `Bug`. */
  type?: string;
  /** What its tracker calls its status, e.g. `In Review`. */
  status?: string;
  createdAt: string;
  closedAt?: string;
  /** Changes and commits it says caused it, as node keys. */
  causedBy?: string[];
  /** Changes, branches or commits the tracker itself links, as node keys. */
  developedIn?: string[];
}

/** A `transition:<id>` register of an issue: its status became another. */
export interface TransitionAttributes {
  from?: string;
  to: string;
  /** ISO 8601. */
  at: string;
}

/** A `tracker:<host>` register of an issue: this tracker knows the key. */
export interface TrackerAttributes {
  title: string;
  url?: string;
  /** Whether it is restricted there. */
  restricted: boolean;
}

/** Registers of an `incident` subject, kept by a system for incidents. */
export interface IncidentAttributes {
  /** What people call it, e.g. `#4711`. */
  key: string;
  title: string;
  url?: string;
  state: 'open' | 'closed';
  /** As its source says, e.g. `high`. */
  urgency?: string;
  /**
   * What it says is affected: a vendor's service as `<vendor>:<id>`, or the
   * name that deployments call a service by.
   */
  services: string[];
  environment?: string;
  /** Node key of the artifact it says is at fault. */
  artifact?: string;
  createdAt: string;
  acknowledgedAt?: string;
  closedAt?: string;
  restricted?: boolean;
  /** Changes, commits and deployments it says caused it, as node keys. */
  causedBy?: string[];
}

/** How bad a finding is, the worst first. */
export const SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
  'note',
] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/**
 * Registers of a `finding` subject. Commits it was seen on are `seen:<sha>`
 * registers, where no scans say so; the exception that people made is the
 * register `exception`.
 */
export interface FindingAttributes {
  /** `code`: in what was written; `dependency`: in what is used. */
  subtype: 'code' | 'dependency' | 'secret';
  /** Which scanner said so, e.g. `CodeQL`. */
  tool: string;
  /** Its rule, or the advisory's id. */
  rule: string;
  title: string;
  url?: string;
  severity: Severity;
  state: 'open' | 'fixed' | 'dismissed';
  /** Where in the repository. */
  path?: string;
  line?: number;
  /** Of a dependency: its name and version. */
  dependency?: string;
  /**
   * Which of the tool's analyses found it; may be empty. Where it is said, scans
   * say whether the finding is still there, see {@link ScanAttributes}.
   */
  category?: string;
  createdAt: string;
  fixedAt?: string;
  dismissedAt?: string;
  /** What was given as the reason for dismissing it. */
  dismissedReason?: string;
  /** True for what is not published yet, e.g. a draft advisory. */
  restricted?: boolean;
  /** That people live with it for a while. */
  exception?: ExceptionAttributes;
}

/** The `exception` register of a finding; `null` once it is withdrawn. */
export interface ExceptionAttributes {
  /** The entity ref of who accepted it. */
  acceptedBy: string;
  reason: string;
  /** ISO 8601: when it ends. */
  until: string;
  /** ISO 8601: when it was accepted. */
  at: string;
}

/** A `seen:<sha>` register of a finding: a scan of this commit reported it. */
export interface SeenAttributes {
  sha: string;
  at: string;
  /** Whether that was on the default branch. */
  defaultBranch?: boolean;
}

/** Registers of a `scan` subject: one scan of one commit. */
export interface ScanAttributes {
  tool: string;
  sha: string;
  at: string;
  /** How many results it has. */
  findings: number;
  /** Which of the tool's analyses it was. */
  category?: string;
  /**
   * True when its sender says it is of the default branch. Else it is when a
   * push left its commit there.
   */
  defaultBranch?: boolean;
  /** Ids of the findings it reported, as `<id>` or `<id>:<line>`. */
  results?: string[];
}

/**
 * A `decided:<edge type>:<node key>` register: what a person decided about an
 * edge of the subject. It wins over every rule, and being a fact it survives
 * everything that rules are run for again.
 */
export interface DecisionAttributes {
  verdict: 'linked' | 'unlinked';
  /** The entity ref of who decided. */
  by: string;
  reason: string;
  /** ISO 8601. */
  at: string;
}
