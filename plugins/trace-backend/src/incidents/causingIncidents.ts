import { CauseCertainty, ChainStep } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesTo } from '../database/graph/operations/edges';
import { readNodeEntities } from '../database/graph/operations/entities';
import { readNodes } from '../database/graph/operations/nodes';
import { readSteps } from '../database/graph/operations/rollouts';
import { isUnlinked } from '../decisions/applyDecisions';
import { RolloutStep } from '../graph/environments';
import { GraphEdge, GraphNode } from '../graph/types';
import { LIKELY_CAUSED } from './linkIncident';

/** An incident, and how sure it is that a change's deployment caused it. */
export interface CausedIncident {
  node: GraphNode;
  certainty: CauseCertainty;
}

/** How sure an edge to a cause is; undefined when it does not count as one. */
export function certaintyOf(edge: GraphEdge): CauseCertainty | undefined {
  if (isUnlinked(edge)) return undefined;
  if (edge.type === 'causedBy') return edge.decided ? 'confirmed' : 'said';
  return edge.rule === LIKELY_CAUSED ? 'likely' : undefined;
}

const isBlamed = ({ rollout, direction }: RolloutStep) =>
  direction === 'added' && rollout.outcome !== 'baseline';

/**
 * Incidents that deployments caused, by deployment. A change is blamed for what
 * brought it, and an entity shows incidents of its own.
 *
 * @param steps - what rollouts did to some changes
 */
export async function readCausedIncidents(
  knex: Knex,
  steps: Iterable<RolloutStep>,
): Promise<(entityRef: string, own: RolloutStep[]) => CausedIncident[]> {
  const blamed = [...steps].filter(isBlamed).map(({ rollout }) => rollout.key);
  const edges = (
    await readEdgesTo(knex, new Set(blamed), ['causedBy', 'maybeCausedBy'])
  ).filter(edge => certaintyOf(edge));
  const keys = edges.map(({ from }) => from);
  const nodes = await readNodes(knex, keys);
  const owners = await readNodeEntities(knex, keys);
  return (entityRef, own) => {
    const deployments = new Set(
      own.filter(isBlamed).map(({ rollout }) => rollout.key),
    );
    return edges
      .filter(({ to }) => deployments.has(to))
      .flatMap(edge => {
        const node = nodes.get(edge.from);
        // A forge's issue belongs to what it is tied to.
        const refs = owners.get(edge.from) ?? [entityRef];
        return node?.kind === 'incident' && refs.includes(entityRef)
          ? [{ node, certainty: certaintyOf(edge)! }]
          : [];
      });
  };
}

/**
 * Edges from incidents of an entity to the deployments that brought commits:
 * what caused them, what may have, and what people decided about it.
 */
export async function readCauseEdges(
  knex: Knex,
  entityRef: string,
  commitKeys: string[],
): Promise<GraphEdge[]> {
  const shas = commitKeys.map(key => key.slice(key.indexOf('@') + 1));
  const steps = [...(await readSteps(knex, shas)).values()].flat();
  const blamed = steps
    .filter(isBlamed)
    .filter(({ rollout }) => rollout.entityRef === entityRef)
    .map(({ rollout }) => rollout.key);
  const edges = await readEdgesTo(knex, new Set(blamed), [
    'causedBy',
    'maybeCausedBy',
  ]);
  const owners = await readNodeEntities(
    knex,
    edges.map(({ from }) => from),
  );
  return edges.filter(({ from }) =>
    (owners.get(from) ?? [entityRef]).includes(entityRef),
  );
}

/**
 * Incidents of a chain with the deployment that each is tied to it by, the
 * likeliest, so that people can say whether it was that one.
 */
export function withDeployments(
  incidents: ChainStep['nodes'],
  causes: GraphEdge[],
): ChainStep['nodes'] {
  return incidents.map(incident => {
    const [likeliest] = causes
      .filter(
        ({ from, to }) =>
          from === incident.node.id && to.startsWith('deployment:'),
      )
      .sort((a, b) => b.confidence - a.confidence);
    return likeliest ? { ...incident, deployment: likeliest.to } : incident;
  });
}
