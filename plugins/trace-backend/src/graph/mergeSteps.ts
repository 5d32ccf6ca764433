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

/**
 * The steps since a change landed. An environment that had a copy of it before
 * has had it from the moment on in which it landed, not from before there was
 * one.
 *
 * @param steps - in order
 * @param landedAt - ISO 8601
 */
export function sinceLanding(
  steps: RolloutStep[],
  landedAt: string,
): RolloutStep[] {
  const had = new Map<string, RolloutStep>();
  for (const step of steps) {
    const { environment, at } = step.rollout;
    if (at < landedAt) had.set(environment, step);
  }
  return [
    ...[...had.values()]
      .filter(({ direction }) => direction === 'added')
      .map(({ rollout, direction }) => ({
        rollout: { ...rollout, at: landedAt },
        direction,
      })),
    ...steps.filter(({ rollout }) => rollout.at >= landedAt),
  ];
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
  of: { entityRef: string; repository?: string; landedAt: string | undefined },
): RolloutStep[] {
  const merged = mergeSteps(ways, sha =>
    (steps.get(sha) ?? []).filter(
      ({ rollout }) =>
        rollout.entityRef === of.entityRef &&
        rollout.repository === of.repository,
    ),
  );
  const isCopied =
    ways.length > 1 || ways[0].length > 1 || ways[0][0].length > 1;
  return isCopied && of.landedAt ? sinceLanding(merged, of.landedAt) : merged;
}
