import {
  ArtifactAttributes,
  DeploymentAttributes,
  DeploymentStatusAttributes,
} from '@throughline/plugin-trace-common';
import { Origin } from '../artifacts/resolveArtifact';
import { EntityConfig } from './attribution';
import {
  FailedRollout,
  RELEASE,
  Rollout,
  UNKNOWN_COMMIT,
} from './environments';
import { IsProduction } from './production';
import { GraphNode } from './types';

/** A rollout before it is compared with the one before it. */
export type PlacedRollout = Omit<
  Rollout,
  'outcome' | 'previous' | 'missing' | 'estimated'
>;

/** Where a deployment or artifact stands, for each entity it belongs to. */
export interface Placement {
  belongsTo: string[];
  rollouts: PlacedRollout[];
  failures: FailedRollout[];
}

/** What of others decides where a deployment or artifact stands. */
export interface Surroundings {
  /** Entities it belongs to. */
  entities: EntityConfig[];
  /** The commit of the artifact it names, once that is known. */
  origin?: Origin;
  isProduction: IsProduction;
}

function placeArtifact(node: GraphNode, entities: EntityConfig[]): Placement {
  const { subtype, sha, tag, publishedAt } =
    node.state as unknown as ArtifactAttributes;
  // Images and packages are deployed; what is cut is told by its tag.
  const isCut = subtype !== 'image' && subtype !== 'package';
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
  return {
    belongsTo,
    rollouts: isCut && sha && publishedAt ? rollouts : [],
    failures: [],
  };
}

/**
 * The commit that a deployment brought to an entity. An artifact comes first:
 * what else a deployment of one names may be the commit of a repository of
 * configurations. Until the artifact's commit is known, the deployment's own
 * counts where it is in the entity's repository.
 */
function commitFor(
  { repository: own, state }: GraphNode,
  { repository: ofEntity }: EntityConfig,
  origin: Origin | undefined,
): { repository: string; sha: string } | undefined {
  const { sha, artifact } = state as unknown as DeploymentAttributes;
  if (origin) return { repository: origin.repository, sha: origin.sha };
  if (sha && (!artifact || (own && own === ofEntity))) {
    return { repository: own ?? ofEntity ?? '', sha };
  }
  return artifact
    ? { repository: ofEntity ?? own ?? '', sha: UNKNOWN_COMMIT }
    : undefined;
}

/** What to call what is deployed, where the deployment does not. */
function versionOf({ version, sha }: DeploymentAttributes, origin?: Origin) {
  return version ?? (origin?.sha ?? sha)?.slice(0, 7) ?? '';
}

/**
 * Puts a deployment or artifact into the lines of the entities it belongs to.
 * A deployment is there once it has succeeded; what came after that was for
 * another one. One that never did, and whose last word is that it failed, is a
 * failure.
 */
export function placeRollout(
  node: GraphNode,
  { entities, origin, isProduction }: Surroundings,
): Placement {
  if (node.kind === 'artifact') return placeArtifact(node, entities);
  const state = node.state as unknown as DeploymentAttributes;
  const { environment } = state;
  const statuses = Object.entries(node.state)
    .filter(([name]) => name.startsWith('status:'))
    .map(([, value]) => value as unknown as DeploymentStatusAttributes)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const succeeded = statuses.find(({ state: said }) => said === 'success');
  const lastStatus = statuses.at(-1);
  const ordered = [...entities].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const placedFor = (entityRef: string) => ({
    entityRef,
    // The name is taken: what is deployed must not be compared with tags.
    environment:
      environment === RELEASE ? `${RELEASE} environment` : environment,
    key: node.key,
    production: isProduction(environment, state.production === true),
    version: versionOf(state, origin),
  });
  return {
    belongsTo: ordered.map(({ ref }) => ref),
    rollouts: succeeded
      ? ordered.flatMap(entity => {
          const commit = commitFor(node, entity, origin);
          return commit
            ? [
                {
                  ...placedFor(entity.ref),
                  ...commit,
                  release: false,
                  at: succeeded.at,
                },
              ]
            : [];
        })
      : [],
    failures:
      !succeeded && lastStatus?.state === 'failure'
        ? ordered.map(({ ref }) => ({ ...placedFor(ref), at: lastStatus.at }))
        : [],
  };
}
