import { isDeepStrictEqual } from 'node:util';
import { CommitGraph, commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { raiseFlowVersions } from '../../database/flow/flowVersions';
import { readAncestors } from '../../database/graph/operations/commits';
import {
  readChangesOfEntities,
  replaceNodeEntities,
} from '../../database/graph/operations/entities';
import { readLines } from '../../database/graph/operations/lines';
import { readNodes } from '../../database/graph/operations/nodes';
import {
  deleteRollout,
  readNeighbours,
  readRolloutCommits,
  readRolloutsByKey,
  replaceFailures,
  replaceMissing,
  writeRollout,
  writeRolloutCommits,
} from '../../database/graph/operations/rollouts';
import { enqueueWork } from '../../database/graph/operations/work';
import { builtEdges, rolloutEdges } from '../../artifacts/rolloutEdges';
import { replaceEdges } from '../../database/graph/operations/edges';
import {
  Rollout,
  RolloutOutcome,
  UNKNOWN_COMMIT,
} from '../../graph/environments';
import { PlacedRollout } from '../../graph/placeRollout';
import { isToldByPushOrder } from '../../graph/pushOrder';
import { changesBehindCommits } from './copies';
import { enqueueIncidentsAround } from './incidents';
import { placeRollouts } from './placements';

/** How many deployments of unknown commits are looked past. */
const MAX_LOOK_BACK = 10;

function outcomeOf(added: string[], removed: string[]): RolloutOutcome {
  if (added.length > 0 && removed.length > 0) return 'diverged';
  if (removed.length > 0) return 'rollback';
  return added.length > 0 ? 'forward' : 'redeploy';
}

/** What a rollout did, and how sure that is but for {@link Rollout.estimated}. */
interface Comparison {
  rollout: Omit<Rollout, 'estimated'>;
  commits: Map<string, string>;
}

async function compare(
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

/** One batch: knows the commit graphs it read and the commits it touched. */
class RolloutBatch {
  private readonly graphs = new Map<string, CommitGraph>();
  private readonly touched = new Set<string>();
  private readonly places: Array<{ entityRef: string; at: string }> = [];

  constructor(private readonly tx: Knex.Transaction) {}

  private graphOf(repository: string): CommitGraph {
    const known = this.graphs.get(repository);
    if (known) return known;
    const graph = new CommitGraph((shas, limit) =>
      readAncestors(this.tx, repository, shas, limit),
    );
    this.graphs.set(repository, graph);
    return graph;
  }

  /**
   * Compares a rollout with the one before it. One whose commit is not known
   * says nothing to compare with; then it is the one before that, and both are
   * computed anew when the commit becomes known.
   */
  private async compareWithKnown(
    placed: PlacedRollout,
  ): Promise<{ rollout: Rollout; commits: Map<string, string> }> {
    const graph = this.graphOf(placed.repository);
    const missing = new Set<string>();
    let { before } = await readNeighbours(this.tx, placed, placed);
    for (let looked = 0; ; looked += 1) {
      const waits = before?.sha === UNKNOWN_COMMIT && looked < MAX_LOOK_BACK;
      if (before && waits && placed.sha !== UNKNOWN_COMMIT) {
        missing.add(UNKNOWN_COMMIT);
        ({ before } = await readNeighbours(this.tx, placed, before));
        continue;
      }
      const { rollout, commits } = await compare(graph, placed, before);
      rollout.missing.forEach(sha => missing.add(sha));
      const unknown =
        placed.sha !== UNKNOWN_COMMIT &&
        before &&
        rollout.missing.includes(before.sha);
      if (!before || !unknown || looked === MAX_LOOK_BACK) {
        const compared = rollout.previous ? [placed, before] : [];
        return {
          rollout: {
            ...rollout,
            missing: [...missing].sort(),
            estimated: await this.areEstimated(compared),
          },
          commits,
        };
      }
      ({ before } = await readNeighbours(this.tx, placed, before));
    }
  }

  /** Whether any of the commits is told by the order of a push alone. */
  private async areEstimated(
    of: Array<PlacedRollout | undefined>,
  ): Promise<boolean> {
    const keys = of.flatMap(placed =>
      placed ? [commitKey(placed.repository, placed.sha)] : [],
    );
    const nodes = await readNodes(this.tx, keys);
    return [...nodes.values()].some(({ state }) => isToldByPushOrder(state));
  }

  private async store(placed: PlacedRollout, held?: Rollout): Promise<void> {
    const { rollout, commits } = await this.compareWithKnown(placed);
    this.places.push(placed);
    const heldCommits = await readRolloutCommits(this.tx, placed);
    const same =
      held !== undefined &&
      held.at === rollout.at &&
      held.version === rollout.version &&
      held.outcome === rollout.outcome &&
      held.production === rollout.production &&
      held.estimated === rollout.estimated &&
      isDeepStrictEqual(held.missing, rollout.missing);
    await writeRollout(this.tx, rollout);
    await writeRolloutCommits(this.tx, rollout, heldCommits, commits);
    await replaceMissing(this.tx, rollout.key);
    for (const sha of new Set([...heldCommits.keys(), ...commits.keys()])) {
      if (!same || heldCommits.get(sha) !== commits.get(sha)) {
        this.touched.add(commitKey(rollout.repository, sha));
      }
    }
  }

  /** Compares anew what follows a place, as far as it looks back to there. */
  private async restoreAfter(
    at: { at: string; key: string },
    line: PlacedRollout,
  ) {
    let behind = at;
    for (let looked = 0; looked <= MAX_LOOK_BACK; looked += 1) {
      const { after } = await readNeighbours(this.tx, line, behind);
      if (!after) return;
      await this.store(after, after);
      const known = await this.graphOf(after.repository).parentsOf(after.sha);
      if (known) return;
      behind = after;
    }
  }

  async remove(held: Rollout): Promise<void> {
    this.places.push(held);
    for (const sha of (await readRolloutCommits(this.tx, held)).keys()) {
      this.touched.add(commitKey(held.repository, sha));
    }
    await deleteRollout(this.tx, held);
    await replaceMissing(this.tx, held.key);
    await this.restoreAfter(held, held);
  }

  async put(placed: PlacedRollout, held: Rollout | undefined): Promise<void> {
    const moved =
      held && (held.at !== placed.at || held.repository !== placed.repository);
    if (moved) await this.remove(held);
    await this.store(placed, moved ? undefined : held);
    await this.restoreAfter(placed, placed);
  }

  /** @param keys - keys of the deployments and artifacts of the batch */
  async finish(keys: string[]): Promise<void> {
    await enqueueIncidentsAround(this.tx, keys, this.places);
    // Where a copy of a change is, the change is.
    await enqueueWork(
      this.tx,
      'chain',
      await changesBehindCommits(this.tx, this.touched),
    );
  }
}

/** Marks all changes of entities whose environments became others. */
async function enqueueWhereLinesChanged(
  tx: Knex.Transaction,
  before: Map<string, unknown>,
  refs: string[],
): Promise<void> {
  const names = (lines: unknown) =>
    JSON.stringify(lines ?? [], (name, value) =>
      name === 'since' ? undefined : value,
    );
  const after = await readLines(tx, refs);
  const changed = refs.filter(
    ref => names(before.get(ref)) !== names(after.get(ref)),
  );
  await enqueueWork(tx, 'chain', await readChangesOfEntities(tx, changed));
}

/**
 * Third stage: puts deployments and releases in order, for each entity and
 * environment, and finds what each one added and removed.
 *
 * @param keys - keys of deployments and artifacts
 * @param changed - gets refs of the entities that they belong to, or did
 */
export async function projectRollouts(
  tx: Knex.Transaction,
  keys: string[],
  changed: Set<string>,
): Promise<void> {
  const held = await readRolloutsByKey(tx, keys);
  const placements = await placeRollouts(tx, keys);
  const wanted = [...placements.values()].flatMap(({ rollouts }) => rollouts);
  const refs = [
    ...new Set([...held, ...wanted].map(({ entityRef }) => entityRef)),
  ];
  const linesBefore = await readLines(tx, refs);
  const identity = (rollout: PlacedRollout) =>
    [rollout.entityRef, rollout.environment, rollout.key].join('\n');
  const wantedIds = new Set(wanted.map(identity));
  const heldById = new Map(held.map(rollout => [identity(rollout), rollout]));

  const batch = new RolloutBatch(tx);
  for (const rollout of held) {
    if (!wantedIds.has(identity(rollout))) await batch.remove(rollout);
  }
  for (const placed of wanted) {
    await batch.put(placed, heldById.get(identity(placed)));
  }
  await batch.finish(keys);
  await replaceEdges(
    tx,
    keys.map(key => `rollout:${key}`),
    [...placements.values()].flatMap(({ node, rollouts, origin, built }) =>
      built ? builtEdges(node, built) : rolloutEdges(node, rollouts, origin),
    ),
  );
  const failures = [...placements.values()].flatMap(placed => placed.failures);
  await replaceFailures(tx, keys, failures);
  await replaceNodeEntities(
    tx,
    new Map(keys.map(key => [key, placements.get(key)?.belongsTo ?? []])),
  );
  await enqueueWhereLinesChanged(tx, linesBefore, refs);
  await raiseFlowVersions(tx, refs);
  [...held, ...wanted, ...failures].forEach(({ entityRef }) =>
    changed.add(entityRef),
  );
}
