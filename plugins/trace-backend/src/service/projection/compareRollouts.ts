import { CommitGraph } from '@throughline/plugin-trace-common';
import {
  Rollout,
  RolloutOutcome,
  UNKNOWN_COMMIT,
} from '../../graph/environments';
import { PlacedRollout } from '../../graph/placeRollout';

function outcomeOf(added: string[], removed: string[]): RolloutOutcome {
  if (added.length > 0 && removed.length > 0) return 'diverged';
  if (removed.length > 0) return 'rollback';
  return added.length > 0 ? 'forward' : 'redeploy';
}

/** What a rollout did, and how sure that is but for {@link Rollout.estimated}. */
export interface Comparison {
  rollout: Omit<Rollout, 'estimated'>;
  commits: Map<string, string>;
}

/** Compares a rollout with one before it. */
export async function compareRollouts(
  graph: CommitGraph,
  placed: PlacedRollout,
  before: Rollout | undefined,
): Promise<Comparison> {
  if (placed.sha === UNKNOWN_COMMIT) {
    return {
      rollout: {
        ...placed,
        outcome: before ? 'redeploy' : 'baseline',
        previous: before?.key,
        missing: [UNKNOWN_COMMIT],
      },
      commits: new Map(),
    };
  }
  // Another repository's commits cannot be compared: it starts anew.
  if (!before || before.repository !== placed.repository) {
    const { commits, missing } = await graph.reach(placed.sha);
    return {
      rollout: { ...placed, outcome: 'baseline', missing: [...missing] },
      commits: new Map([...commits].map(sha => [sha, 'added'])),
    };
  }
  const { added, removed, missing } = await graph.difference(
    placed.sha,
    before.sha,
  );
  return {
    rollout: {
      ...placed,
      outcome: outcomeOf(added, removed),
      previous: before.key,
      missing,
    },
    commits: new Map([
      ...added.map((sha): [string, string] => [sha, 'added']),
      ...removed.map((sha): [string, string] => [sha, 'removed']),
    ]),
  };
}
