import { Rollout, RolloutStep } from './environments';

/** The order that rollouts are compared in: by code units, as stored. */
function inOrder(a: Rollout, b: Rollout): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

/**
 * What rollouts did to a change that is there under several hashes: it comes
 * with the first commit that holds it, and is gone with the last.
 *
 * A rollout that replaces a release branch by the default branch takes the
 * cherry-picked commit out and brings the original in; for the change, nothing
 * happens.
 *
 * @param steps - what rollouts did to each of the commits, in any order
 */
export function mergeSteps(steps: RolloutStep[][]): RolloutStep[] {
  const holding = steps.filter(own => own.length > 0);
  if (holding.length <= 1) return holding[0] ?? [];
  const rollouts = new Map<string, Rollout>();
  const done = new Map<string, Array<[number, RolloutStep['direction']]>>();
  holding.forEach((own, commit) => {
    for (const { rollout, direction } of own) {
      const id = `${rollout.environment}\n${rollout.key}`;
      rollouts.set(id, rollout);
      done.set(id, [...(done.get(id) ?? []), [commit, direction]]);
    }
  });
  const present = new Map<string, Set<number>>();
  const merged: RolloutStep[] = [];
  for (const [id, rollout] of [...rollouts].sort(([, a], [, b]) =>
    inOrder(a, b),
  )) {
    const there = present.get(rollout.environment) ?? new Set<number>();
    present.set(rollout.environment, there);
    const before = there.size > 0;
    for (const [commit, direction] of done.get(id)!) {
      if (direction === 'added') there.add(commit);
      else there.delete(commit);
    }
    const after = there.size > 0;
    if (before !== after) {
      merged.push({ rollout, direction: after ? 'added' : 'removed' });
    }
  }
  return merged;
}
