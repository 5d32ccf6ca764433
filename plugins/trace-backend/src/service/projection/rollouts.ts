import { Knex } from 'knex';
import { raiseFlowVersions } from '../../database/flow/flowVersions';
import {
  readChangesOfEntities,
  replaceNodeEntities,
} from '../../database/graph/operations/entities';
import { readLines } from '../../database/graph/operations/lines';
import {
  readRolloutsByKey,
  replaceFailures,
} from '../../database/graph/operations/rollouts';
import { enqueueWork } from '../../database/graph/operations/work';
import { builtEdges, rolloutEdges } from '../../artifacts/rolloutEdges';
import { replaceEdges } from '../../database/graph/operations/edges';
import { placeRollouts } from './placements';
import { RolloutBatch } from './RolloutBatch';

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
  const batch = new RolloutBatch(tx);
  await batch.put(held, wanted);
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
  await raiseFlowVersions(tx, batch.owners);
  [...held, ...wanted, ...failures].forEach(({ entityRef }) =>
    changed.add(entityRef),
  );
}
