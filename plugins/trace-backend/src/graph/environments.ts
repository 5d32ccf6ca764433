import { EnvironmentSummary } from '@throughline/plugin-trace-common';

/** The line of an entity on which its releases are. */
export const RELEASE = 'release';

/**
 * Stands for the commit of a deployment that names an artifact, until the
 * artifact's commit is known.
 */
export const UNKNOWN_COMMIT = '';

/** What a deployment or release did against the one before it. */
export type RolloutOutcome =
  /** The first we know of: what it holds was there before we looked. */
  | 'baseline'
  | 'forward'
  | 'rollback'
  /** Took some commits out and brought others in. */
  | 'diverged'
  | 'redeploy';

/** A successful deployment of an entity to an environment, or a release. */
export interface Rollout {
  entityRef: string;
  /** `release` for releases. */
  environment: string;
  /** Node key. */
  key: string;
  release: boolean;
  production: boolean;
  repository: string;
  sha: string;
  /** ISO 8601: when it had succeeded. */
  at: string;
  version: string;
  outcome: RolloutOutcome;
  /** Node key of the one before. */
  previous?: string;
  /** Commits that would have to be known to be sure of what it changed. */
  missing: string[];
  /**
   * Which commits it changed was told by the order of a push alone: one of the
   * two commits that were compared came in the middle of one, or on a branch.
   */
  estimated: boolean;
}

/** A deployment of an entity to an environment that failed. */
export interface FailedRollout
  extends Pick<
    Rollout,
    'entityRef' | 'environment' | 'key' | 'production' | 'version'
  > {
  /** ISO 8601: when it had failed. */
  at: string;
}

/** That a rollout added or removed a change's commit. */
export interface RolloutStep {
  rollout: Rollout;
  direction: 'added' | 'removed';
}

/** An environment of an entity, as its deployments show it. */
export interface EnvironmentLine {
  environment: string;
  production: boolean;
  release: boolean;
  /** When anything first went there. */
  since: string;
}

/** The environments in the order a change meets them: production, then releases last. */
export function orderLines(lines: EnvironmentLine[]): EnvironmentLine[] {
  const rank = (line: EnvironmentLine) =>
    Number(line.production) + 2 * Number(line.release);
  return [...lines].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      a.since.localeCompare(b.since) ||
      a.environment.localeCompare(b.environment),
  );
}

/** The order that rollouts are compared in: by code units, as stored. */
function byTime({ rollout: a }: RolloutStep, { rollout: b }: RolloutStep) {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

/**
 * Where a merged change is in one environment: what the last rollout that
 * touched its commit did. A release keeps what it holds, so there the first
 * one that has the change counts.
 */
export function environmentOfChange(
  line: EnvironmentLine,
  mergedAt: string,
  steps: RolloutStep[],
): EnvironmentSummary {
  const { environment, production, release } = line;
  const ordered = steps
    .filter(({ rollout }) => rollout.environment === environment)
    .sort(byTime);
  const deciding = release
    ? ordered.find(({ direction }) => direction === 'added')
    : ordered[ordered.length - 1];
  if (!deciding) {
    return {
      environment,
      production,
      release,
      state: 'waiting',
      since: mergedAt,
    };
  }
  const { rollout, direction } = deciding;
  let state: EnvironmentSummary['state'] = 'live';
  if (direction === 'removed') state = 'rolled-back';
  else if (rollout.outcome === 'baseline' && !release) state = 'baseline';
  return {
    environment,
    production,
    release,
    state,
    since: rollout.at,
    version: rollout.version,
    deployment: rollout.key,
    ...(rollout.missing.length > 0 && rollout.outcome !== 'baseline'
      ? { incomplete: true }
      : {}),
    ...(rollout.estimated ? { estimated: true } : {}),
  };
}
