import {
  ArtifactAttributes,
  DeploymentAttributes,
  DeploymentStatusAttributes,
} from '@throughline/plugin-trace-common';
import { EntityConfig, entitiesOfDeployment } from './attribution';
import { FailedRollout, RELEASE, Rollout } from './environments';
import { GraphNode } from './types';

/** A rollout before it is compared with the one before it. */
export type PlacedRollout = Omit<Rollout, 'outcome' | 'previous' | 'missing'>;

/** Where a deployment or artifact stands, for each entity it belongs to. */
export interface Placement {
  belongsTo: string[];
  rollouts: PlacedRollout[];
  failures: FailedRollout[];
}

function placeArtifact(node: GraphNode, entities: EntityConfig[]): Placement {
  const { sha, tag, publishedAt } = node.state as unknown as ArtifactAttributes;
  const belongsTo = entities.map(({ ref }) => ref).sort();
  const rollouts = belongsTo.map(entityRef => ({
    entityRef,
    environment: RELEASE,
    key: node.key,
    release: true,
    production: false,
    repository: node.repository!,
    sha: sha ?? '',
    at: publishedAt,
    version: tag,
  }));
  return { belongsTo, rollouts: sha ? rollouts : [], failures: [] };
}

/**
 * Puts a deployment or artifact into the lines of the entities it belongs to.
 * A deployment is there once it has succeeded; what came after that was for
 * another one. One that never did, and whose last word is that it failed, is a
 * failure.
 */
export function placeRollout(
  node: GraphNode,
  entities: EntityConfig[],
): Placement {
  if (node.kind === 'artifact') return placeArtifact(node, entities);
  const { sha, service, version, environment, production } =
    node.state as unknown as DeploymentAttributes;
  const statuses = Object.entries(node.state)
    .filter(([name]) => name.startsWith('status:'))
    .map(([, value]) => value as unknown as DeploymentStatusAttributes)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const succeeded = statuses.find(({ state }) => state === 'success');
  const lastStatus = statuses.at(-1);
  const belongsTo = entitiesOfDeployment(service, entities);
  const placed = belongsTo.map(entityRef => ({
    entityRef,
    // The name is taken: what is deployed must not be compared with tags.
    environment:
      environment === RELEASE ? `${RELEASE} environment` : environment,
    key: node.key,
    production,
    version: version ?? sha?.slice(0, 7) ?? '',
  }));
  return {
    belongsTo,
    rollouts:
      succeeded && sha
        ? placed.map(of => ({
            ...of,
            release: false,
            repository: node.repository!,
            sha,
            at: succeeded.at,
          }))
        : [],
    failures:
      !succeeded && lastStatus?.state === 'failure'
        ? placed.map(of => ({ ...of, at: lastStatus.at }))
        : [],
  };
}
