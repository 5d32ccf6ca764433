import { Rollout, RolloutStep } from './environments';

/** The order that rollouts are compared in: by code units, as stored. */
function inOrder(a: Rollout, b: Rollout): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

/**
 * The ways in which a change is there: any way of which every part is there,
 * each as any of its commits. A change is there as the commit that it landed as,
 * or a copy of that; or as copies of all commits that it is made of.
 */
export type Ways = string[][][];

/**
 * What rollouts did to a change that is there under several hashes: it comes
 * with the first rollout that holds it in any of these ways, and is gone with
 * the one that leaves none.
 *
 * A rollout that replaces a release branch by the default branch takes the
 * cherry-picked commit out and brings the original in; for the change, nothing
 * happens.
 *
 * @param stepsOf - what rollouts did to a commit, in any order
 */
export function mergeSteps(
  ways: Ways,
  stepsOf: (sha: string) => RolloutStep[],
): RolloutStep[] {
  const commits = [...new Set(ways.flat(2))].filter(
    sha => stepsOf(sha).length > 0,
  );
  if (commits.length === 0) return [];
  const alone = commits.length === 1 && ways.length === 1;
  if (alone && ways[0].length === 1) return stepsOf(commits[0]);
  const rollouts = new Map<string, Rollout>();
  const done = new Map<string, Array<[string, RolloutStep['direction']]>>();
  for (const sha of commits) {
    for (const { rollout, direction } of stepsOf(sha)) {
      const id = `${rollout.environment}\n${rollout.key}`;
      rollouts.set(id, rollout);
      done.set(id, [...(done.get(id) ?? []), [sha, direction]]);
    }
  }
  const present = new Map<string, Set<string>>();
  const merged: RolloutStep[] = [];
  for (const [id, rollout] of [...rollouts].sort(([, a], [, b]) =>
    inOrder(a, b),
  )) {
    const there = present.get(rollout.environment) ?? new Set<string>();
    present.set(rollout.environment, there);
    const holds = () =>
      ways.some(parts => parts.every(part => part.some(sha => there.has(sha))));
    const before = holds();
    for (const [sha, direction] of done.get(id)!) {
      if (direction === 'added') there.add(sha);
      else there.delete(sha);
    }
    const after = holds();
    if (before !== after) {
      merged.push({ rollout, direction: after ? 'added' : 'removed' });
    }
  }
  return merged;
}

/** From when on an environment can have a change. */
export interface Beginning {
  /** ISO 8601. */
  at: string;
  /** What brought it, where that is known; else what had it by then. */
  by?: Rollout;
}

/**
 * The steps since a change can have been in environments. One that had a copy of
 * it before has had it from that moment on, not from before there was a change.
 *
 * @param steps - in order
 * @param beginningOf - by environment; undefined where it never came
 */
export function stepsSince(
  steps: RolloutStep[],
  beginningOf: (environment: string) => Beginning | undefined,
): RolloutStep[] {
  const had = new Map<string, RolloutStep>();
  const since = steps.filter(step => {
    const { environment, at } = step.rollout;
    const beginning = beginningOf(environment);
    if (!beginning) return false;
    if (at >= beginning.at) return true;
    had.set(environment, step);
    return false;
  });
  const first = [...had].flatMap(([environment, { rollout, direction }]) => {
    const { at, by = { ...rollout, at } } = beginningOf(environment)!;
    return direction === 'added' ? [{ rollout: by, direction }] : [];
  });
  return [...first, ...since];
}

/** Whose steps in an entity are asked for. */
export interface StepsOf {
  entityRef: string;
  repository?: string;
  /** ISO 8601; undefined while the change has not. */
  landedAt: string | undefined;
  /**
   * The hash it landed as on a branch beside the default branch. There it waits
   * for deployments of that branch: a copy that is deployed elsewhere is in its
   * place, but does not bring it.
   */
  beside?: string;
}

/**
 * What rollouts of an entity did to a change since it landed.
 *
 * @param ways - the ways in which it is there
 * @param steps - what rollouts did to commits, by hash
 */
export function stepsInEntity(
  ways: Ways,
  steps: ReadonlyMap<string, RolloutStep[]>,
  { entityRef, repository, landedAt, beside }: StepsOf,
): RolloutStep[] {
  const stepsOf = (sha: string) =>
    (steps.get(sha) ?? []).filter(
      ({ rollout }) =>
        rollout.entityRef === entityRef && rollout.repository === repository,
    );
  const merged = mergeSteps(ways, stepsOf);
  const isCopied = ways.flat(2).length > 1;
  if (!isCopied || landedAt === undefined) return merged;
  if (beside === undefined) return stepsSince(merged, () => ({ at: landedAt }));
  const brought = new Map<string, Rollout>();
  for (const { rollout, direction } of stepsOf(beside)) {
    const held = brought.get(rollout.environment);
    if (direction === 'added' && (!held || inOrder(rollout, held) < 0)) {
      brought.set(rollout.environment, rollout);
    }
  }
  return stepsSince(merged, environment => {
    const by = brought.get(environment);
    return by && { at: by.at, by };
  });
}
