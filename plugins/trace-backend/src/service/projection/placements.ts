import { DeploymentAttributes } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { artifactNames, ArtifactNames } from '../../artifacts/artifactNames';
import {
  BuiltFrom,
  readBuiltFrom,
  withBuiltFrom,
} from '../../artifacts/builtFrom';
import { Origin, resolveArtifact } from '../../artifacts/resolveArtifact';
import { readEntitiesOfRepositories } from '../../database/graph/operations/entities';
import { readEntitiesByService } from '../../database/graph/operations/entityServices';
import { readNodes } from '../../database/graph/operations/nodes';
import { readProjectionSettings } from '../../database/graph/operations/projectionSettings';
import {
  readArtifactsByDigest,
  replaceTerms,
  term,
} from '../../database/graph/operations/rolloutTerms';
import { EntityConfig, entitiesOfDeployment } from '../../graph/attribution';
import { Placement, placeRollout } from '../../graph/placeRollout';
import { productionBy } from '../../graph/production';
import { GraphNode } from '../../graph/types';

/** A node with where it stands, and how that was found. */
export interface PlacedNode extends Placement {
  node: GraphNode;
  /** The commit of the artifact that a deployment names, once it is known. */
  origin?: Origin;
  /** What an artifact was built from, where others had to be asked. */
  built?: BuiltFrom;
}

type ByName = Map<string, EntityConfig[]>;

const stateOf = ({ kind, state }: GraphNode): Partial<DeploymentAttributes> =>
  kind === 'deployment' ? (state as unknown as DeploymentAttributes) : {};

const serviceOf = (node: GraphNode) => stateOf(node).service?.toLowerCase();

const present = <T>(values: Array<T | undefined>): T[] =>
  values.filter((value): value is T => value !== undefined);

/** Names of the artifacts that deployments name, by the deployment's key. */
function namesOf(
  nodes: GraphNode[],
  byService: ByName,
): Map<string, ArtifactNames> {
  const names = new Map<string, ArtifactNames>();
  for (const node of nodes) {
    const { artifact } = stateOf(node);
    if (!artifact) continue;
    const of = byService.get(serviceOf(node) ?? '') ?? [];
    const repositories = present(of.map(({ repository }) => repository));
    names.set(
      node.key,
      artifactNames(artifact, [node.repository, ...repositories.sort()]),
    );
  }
  return names;
}

async function resolveAll(
  knex: Knex,
  names: Map<string, ArtifactNames>,
): Promise<{ origins: Map<string, Origin>; subjects: Map<string, string[]> }> {
  const all = [...names.values()];
  const byDigest = await readArtifactsByDigest(
    knex,
    new Set(present(all.map(({ digest }) => digest))),
  );
  const artifacts = await readNodes(
    knex,
    new Set([
      ...all.flatMap(({ keys }) => keys),
      ...[...byDigest.values()].flat(),
    ]),
  );
  const asked = await readBuiltFrom(knex, artifacts.values());
  const known = (keys: string[]) =>
    present(keys.map(key => artifacts.get(key))).map(node =>
      withBuiltFrom(node, asked.get(node.key)),
    );
  const origins = new Map<string, Origin>();
  const subjects = new Map<string, string[]>();
  for (const [key, { keys, digest }] of names) {
    const same = byDigest.get(digest ?? '') ?? [];
    const origin = resolveArtifact({
      named: known(keys.slice(0, 1))[0],
      sameDigest: known(same),
      sameVersion: known(keys.slice(1)),
      builtFrom: artifact => asked.get(artifact)?.built,
    });
    if (origin) origins.set(key, origin);
    const asking = [...keys, ...same].flatMap(it => asked.get(it) ?? []);
    subjects.set(
      key,
      asking.flatMap(it => it.subjects),
    );
  }
  return { origins, subjects };
}

/**
 * Entities that a deployment or artifact belongs to: those of its repository,
 * or of its artifact's. A deployment that has no repository, or names an
 * artifact, may also be of an entity anywhere that is called as it says.
 */
function entitiesOf(
  node: GraphNode,
  origin: Origin | undefined,
  inRepository: ByName,
  byService: ByName,
): EntityConfig[] {
  const home = inRepository.get(origin?.repository ?? node.repository ?? '');
  if (node.kind === 'artifact') return home ?? [];
  const service = serviceOf(node);
  const refs = new Set(entitiesOfDeployment(service, home ?? []));
  const found = (home ?? []).filter(({ ref }) => refs.has(ref));
  const anywhere = !node.repository || stateOf(node).artifact !== undefined;
  return found.length === 0 && service && anywhere
    ? byService.get(service) ?? []
    : found;
}

/**
 * Finds where deployments and artifacts stand, and keeps what else that depends
 * on, so that they are placed anew when it becomes another: whatever comes
 * first, the deployment, its artifact or the catalog's word, in the end it is
 * the same.
 *
 * @param keys - of which those without a node stand nowhere
 */
export async function placeRollouts(
  tx: Knex.Transaction,
  keys: string[],
): Promise<Map<string, PlacedNode>> {
  const read = [...(await readNodes(tx, keys)).values()];
  const asked = await readBuiltFrom(tx, read);
  const nodes = read.map(node => withBuiltFrom(node, asked.get(node.key)));
  const { environments } = await readProjectionSettings(tx);
  const isProduction = productionBy(environments);
  const services = new Set(present(nodes.map(serviceOf)));
  const byService = await readEntitiesByService(tx, services);
  const names = namesOf(nodes, byService);
  const { origins, subjects } = await resolveAll(tx, names);
  const inRepository = await readEntitiesOfRepositories(
    tx,
    new Set(
      present([
        ...nodes.map(({ repository }) => repository),
        ...[...origins.values()].map(({ repository }) => repository),
      ]),
    ),
  );
  await replaceTerms(
    tx,
    new Map(
      keys.map(key => {
        const node = nodes.find(one => one.key === key);
        const asking = asked.get(key)?.subjects ?? subjects.get(key) ?? [];
        return [
          key,
          node
            ? [
                ...termsOf(node, names.get(key), origins.get(key)),
                ...asking.map(term.subject),
              ]
            : [],
        ];
      }),
    ),
  );
  return new Map(
    nodes.map(node => {
      const origin = origins.get(node.key);
      const entities = entitiesOf(node, origin, inRepository, byService);
      const placement = placeRollout(node, { entities, origin, isProduction });
      const built = asked.get(node.key)?.built;
      return [node.key, { ...placement, node, origin, built }];
    }),
  );
}

function termsOf(
  node: GraphNode,
  names: ArtifactNames | undefined,
  origin: Origin | undefined,
): string[] {
  const service = serviceOf(node);
  return [
    ...(names?.keys ?? []).map(term.artifact),
    ...(names?.digest ? [term.digest(names.digest)] : []),
    // Those of a repository's own are found by the repository.
    ...(service && (names || !node.repository) ? [term.service(service)] : []),
    ...(origin ? [term.repository(origin.repository)] : []),
  ];
}
