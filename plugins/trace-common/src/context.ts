import { Stage } from './api';

/** What an environment of an entity runs, as the section `trace` says it. */
export type TraceContextEnvironment = {
  /** Name as deployments give it, or `release` for tags of a repository. */
  environment: string;
  production: boolean;
  /** Tag, version or short hash; missing when none was named. */
  version?: string;
  /** ISO 8601: when that version arrived. */
  at: string;
  /**
   * `deployed`: it runs there. `rolled-back`: it runs there because a newer one
   * was taken out. `failed`: it runs there still, because a newer deployment
   * failed. `released`: it was cut, which says nothing of where it runs.
   */
  state: 'deployed' | 'rolled-back' | 'failed' | 'released';
};

/** Changes of an entity that wait in one stage. */
export type TraceContextStage = {
  stage: Stage;
  /** Up to {@link MAX_STAGE_COUNT}, which then means "or more". */
  count: number;
  /** ISO 8601: when the oldest of them came into the stage. */
  oldestAt: string;
};

/** Changes in a stage are counted up to here. */
export const MAX_STAGE_COUNT = 1_000;

/**
 * `data` of the section `trace` of the context view, for its own renderer.
 * Types, not interfaces, so that it is a `JsonObject`.
 */
export type TraceContextData = {
  /** Production first, then by name; only those that were ever deployed to. */
  environments: TraceContextEnvironment[];
  /** In the order of the stages; only those that something waits in. */
  stages: TraceContextStage[];
};
