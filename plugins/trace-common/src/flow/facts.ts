import { Authorship } from '../authorship';
import { ChainNote, IncompleteReason } from '../api';
import { StageInterval } from './stageIntervals';

/** That a change came to an environment for the first time, or into a release. */
export interface FlowDelivery {
  environment: string;
  production: boolean;
  release: boolean;
  /** ISO 8601. */
  at: string;
  /** Node key of the deployment or artifact. */
  by: string;
  /** It was there before anybody looked, so when it came is not known. */
  baseline?: true;
  /** Whether that deployment brought it is not sure: commits are not known. */
  incomplete?: true;
}

/** That the tests of one suite ran on a commit of a change. */
export interface FlowTestRun {
  /** Node key of the last attempt. */
  id: string;
  /** ISO 8601. */
  at: string;
  /** The same commit had different outcomes. */
  flaky: boolean;
}

/** By what the cause of an incident is known. */
export type Certainty = 'confirmed' | 'said' | 'likely';

/** An incident that a change or a deployment caused. */
export interface FlowIncident {
  entityRef: string;
  /** Node key. */
  id: string;
  /** Node key of the change or deployment that is at fault. */
  cause: string;
  certainty: Certainty;
  /** ISO 8601. */
  openedAt: string;
  /** ISO 8601; missing while it is open. */
  closedAt?: string;
}

/**
 * One change of one entity as flow and metrics read it. It says nothing of who
 * wrote, reviewed or merged it, so that no figure can be made of that.
 */
export interface FlowChange {
  entityRef: string;
  /** Node key. */
  id: string;
  written: Authorship;
  notes: ChainNote[];
  /** What its chain lacks. */
  gaps: IncompleteReason[];
  /** Its entity is a library that nobody deploys or releases by itself. */
  library?: true;
  /** Lines added and deleted. */
  lines?: number;
  /** ISO 8601: the author date of its first commit. */
  startedAt?: string;
  /** ISO 8601: when the request was opened. */
  createdAt: string;
  /** ISO 8601: when it was ready for review. */
  readyAt?: string;
  /** ISO 8601: when somebody else, and no bot, first reviewed it. */
  firstReviewAt?: string;
  mergedAt?: string;
  closedAt?: string;
  /** Until `deployed`; see {@link withVerified}. */
  stages: StageInterval[];
  /** ISO 8601: since when it is delivered with no incident of its own. */
  settledAt?: string;
  /** The first time in each environment. */
  deliveries: FlowDelivery[];
  /** ISO 8601: when it was in all production environments for the first time. */
  deliveredAt?: string;
  /** True: it closes an incident. */
  fixes?: true;
  tests: FlowTestRun[];
  /** ISO 8601: when another change first changed one of its paths again. */
  changedAgainAt?: string;
}

/** A deployment of an entity to an environment, or a release of it. */
export interface FlowDeployment {
  entityRef: string;
  /** Node key. */
  id: string;
  environment: string;
  production: boolean;
  release: boolean;
  /** ISO 8601: when it had succeeded. */
  at: string;
  version: string;
  /** What it did against the one before it in its environment. */
  outcome: 'baseline' | 'forward' | 'rollback' | 'diverged' | 'redeploy';
  /** Node key of the one before. */
  previous?: string;
}

/** Everything that flow and metrics are computed from. */
export interface FlowFacts {
  changes: FlowChange[];
  deployments: FlowDeployment[];
  incidents: FlowIncident[];
}

/** What is asked of the facts, all of it decided. */
export interface FlowQuestion {
  /** ISO 8601. `to` is no part of the period. */
  period: { from: string; to: string };
  /** Where delivered is; missing: every production environment. */
  environment?: string;
  /** Only changes written so. */
  written?: Authorship;
  /** How long a change has to be in production to be verified. */
  verifiedAfterMs: number;
}
