import { Chain } from './api';

/** What a deployment did against the one before it. */
export const ROLLOUT_OUTCOMES = [
  /** The first we know of: what it holds was there before we looked. */
  'baseline',
  'forward',
  'rollback',
  /** Took some commits out and brought others in. */
  'diverged',
  'redeploy',
] as const;

/** One of {@link ROLLOUT_OUTCOMES}. */
export type RolloutOutcome = (typeof ROLLOUT_OUTCOMES)[number];

/** A change that a deployment brought or took out. */
export type DeployedChange = Pick<
  Chain,
  'id' | 'title' | 'number' | 'url' | 'restricted' | 'via'
>;

/** Commits that a deployment brought or took out, and the changes they are. */
export interface DeployedCommits {
  commits: number;
  /**
   * Changes of the entity, and after them those of libraries it is built with;
   * see {@link MAX_DEPLOYED_CHANGES}.
   */
  changes: DeployedChange[];
  /** Changes of libraries that the reader may not see; missing: none. */
  hidden?: number;
  /** There are more changes, or more commits than were looked into. */
  truncated: boolean;
}

/** How many changes of a deployment are told, each way. */
export const MAX_DEPLOYED_CHANGES = 20;

/** A successful deployment of an entity. */
export interface DeploymentSummary {
  /** Node key. */
  id: string;
  environment: string;
  production: boolean;
  /** Tag, version or short hash. */
  version: string;
  /** ISO 8601: when it had succeeded. */
  at: string;
  outcome: RolloutOutcome;
  /** True when commits, or the artifact, that decide what it did are not known. */
  incomplete?: boolean;
  /** As of `EnvironmentSummary.estimated`. */
  estimated?: boolean;
  url?: string;
  /** Missing of a baseline, which brought nothing that was not there. */
  added?: DeployedCommits;
  removed?: DeployedCommits;
}

/** `GET /entities/:kind/:namespace/:name/deployments` */
export interface DeploymentsResponse {
  /** The latest first. */
  items: DeploymentSummary[];
  /** Pass as `cursor` for the next page; missing on the last one. */
  nextCursor?: string;
  /** Environments of the entity, the way changes take. */
  environments: string[];
}
