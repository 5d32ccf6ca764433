import {
  DeploymentAttributes,
  IncidentAttributes,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readEdgesFrom,
  readEdgesOfOwners,
  readEdgesTo,
  replaceEdges,
} from '../../database/graph/operations/edges';
import {
  readEntities,
  readNodeEntities,
  replaceNodeEntities,
} from '../../database/graph/operations/entities';
import {
  readIncidentsWithin,
  readRolloutsBetween,
  replaceIncidents,
} from '../../database/graph/operations/incidents';
import { readLines } from '../../database/graph/operations/lines';
import { readNodes } from '../../database/graph/operations/nodes';
import { readProjectionSettings } from '../../database/graph/operations/projectionSettings';
import { enqueueWork } from '../../database/graph/operations/work';
import { GraphEdge, GraphNode } from '../../graph/types';
import { certaintyOf } from '../../incidents/causingIncidents';
import {
  CandidateRollout,
  linkIncident,
  ownersOfIncidents,
} from '../../incidents/linkIncident';
import { entitiesNamed, servicesNamed } from '../../incidents/matchServices';
import { ROLLBACK_MS, ServiceMatch } from '../../incidents/scoreCandidate';
import { changesAddedBy } from './changesAddedBy';

/** Deployments to one environment that are looked at for one incident. */
const MAX_ROLLOUTS = 50;

const shifted = (at: string, milliseconds: number) =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/**
 * Marks the incidents that deployments may have caused.
 *
 * @param deployments - node keys; those that name one as their cause are marked
 * @param places - where a rollout came, went or became another
 */
export async function enqueueIncidentsAround(
  tx: Knex.Transaction,
  deployments: string[],
  places: Array<{ entityRef: string; at: string }>,
): Promise<void> {
  const { windowMs } = (await readProjectionSettings(tx)).incidents;
  const naming = await readEdgesTo(tx, deployments, ['causedBy']);
  const marked = new Set(
    naming.map(({ from }) => from).filter(key => key.startsWith('incident:')),
  );
  const around = await readIncidentsWithin(
    tx,
    places.map(({ entityRef, at }) => ({
      entityRef,
      from: shifted(at, -ROLLBACK_MS),
      to: shifted(at, windowMs),
    })),
  );
  around.forEach(key => marked.add(key));
  await enqueueWork(tx, 'incident', marked);
}

/** Deployments of an entity to production before an incident began. */
async function candidatesOf(
  tx: Knex.Transaction,
  entityRef: string,
  service: ServiceMatch,
  beganAt: string,
  windowMs: number,
): Promise<CandidateRollout[]> {
  const lines = (await readLines(tx, [entityRef])).get(entityRef) ?? [];
  const found: CandidateRollout[] = [];
  for (const { environment } of lines.filter(line => line.production)) {
    const line = { entityRef, environment };
    const before = await readRolloutsBetween(
      tx,
      line,
      { from: shifted(beganAt, -windowMs), to: beganAt },
      MAX_ROLLOUTS,
    );
    const after = await readRolloutsBetween(
      tx,
      line,
      { from: beganAt, to: shifted(beganAt, ROLLBACK_MS) },
      MAX_ROLLOUTS,
    );
    const deployments = await readNodes(
      tx,
      before.map(({ key }) => key),
    );
    for (const { key, at } of before) {
      const state = deployments.get(key)?.state as
        | Partial<DeploymentAttributes>
        | undefined;
      found.push({
        key,
        at,
        environment,
        service,
        artifact: state?.artifact,
        rolledBackAt: after.find(
          ({ outcome, previous }) => outcome === 'rollback' && previous === key,
        )?.at,
      });
    }
  }
  return found;
}

/** Deployments whose changes show the incidents. */
const causing = (edges: GraphEdge[]) =>
  edges
    .filter(edge => certaintyOf(edge))
    .map(({ to }) => to)
    .filter(key => key.startsWith('deployment:'));

/** One incident: what it belongs to, and what may have caused it. */
async function projectIncident(
  tx: Knex.Transaction,
  node: GraphNode,
  named: Map<string, ServiceMatch>,
  said: GraphEdge[],
) {
  const settings = (await readProjectionSettings(tx)).incidents;
  const { createdAt } = node.state as unknown as IncidentAttributes;
  const rollouts: CandidateRollout[] = [];
  for (const [ref, match] of named) {
    rollouts.push(
      ...(await candidatesOf(tx, ref, match, createdAt, settings.windowMs)),
    );
  }
  const edges = linkIncident(node, rollouts, settings);
  // One that names no service we know is of what is said to have caused it.
  const owners = await readNodeEntities(
    tx,
    named.size > 0 ? [] : causing(said),
  );
  const entityRefs = new Set([...named.keys(), ...[...owners.values()].flat()]);
  return {
    edges,
    stored: {
      key: node.key,
      beganAt: createdAt,
      entityRefs: [...entityRefs].sort(),
      services: servicesNamed(node.state as unknown as IncidentAttributes),
    },
  };
}

/**
 * After the rollouts: which entities incidents belong to, and which deployments
 * may have caused them. Computed anew when a deployment around them becomes
 * another, so that it does not matter what was known first.
 *
 * @param keys - keys of incidents
 * @param changed - gets refs of the entities that they belong to, or did
 */
export async function projectIncidents(
  tx: Knex.Transaction,
  keys: string[],
  changed: Set<string>,
): Promise<void> {
  const nodes = await readNodes(tx, keys);
  const entities = await readEntities(tx);
  const said = await readEdgesFrom(tx, keys, ['causedBy']);
  const held = await readNodeEntities(tx, keys);
  const owners = ownersOfIncidents(keys);
  const before = await readEdgesOfOwners(tx, owners);
  const projected = [];
  for (const node of nodes.values()) {
    const named = entitiesNamed(
      node.state as unknown as IncidentAttributes,
      entities,
    );
    const own = said.filter(({ owner }) => owner === `subject:${node.key}`);
    projected.push(await projectIncident(tx, node, named, own));
  }
  const edges = projected.flatMap(one => one.edges);
  const stored = projected.map(one => one.stored);
  await replaceEdges(tx, owners, edges);
  await replaceIncidents(tx, keys, stored);
  await replaceNodeEntities(
    tx,
    new Map([
      ...keys.map((key): [string, string[]] => [key, []]),
      ...stored.map(({ key, entityRefs }): [string, string[]] => [
        key,
        entityRefs,
      ]),
    ]),
  );
  await enqueueWork(
    tx,
    'chain',
    await changesAddedBy(tx, causing([...before, ...said, ...edges])),
  );
  [...held.values(), ...stored.map(one => one.entityRefs)]
    .flat()
    .forEach(ref => changed.add(ref));
}
