import {
  ArtifactAttributes,
  commitKey,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { digestOfArtifact } from '../../artifacts/artifactNames';
import { readRolloutsMissing } from '../../database/graph/operations/commits';
import { readEdgesTo } from '../../database/graph/operations/edges';
import { readNodeKeys } from '../../database/graph/operations/entities';
import {
  readKeysByTerm,
  replaceDigests,
  term,
} from '../../database/graph/operations/rolloutTerms';
import { EntityConfig } from '../../graph/attribution';
import { SubjectProjection } from '../../graph/projectSubject';

/** Node keys of the deployments and artifacts that are of the repositories. */
async function readRolloutsOfRepositories(
  knex: Knex,
  repositories: Iterable<string>,
): Promise<string[]> {
  const names = [...repositories];
  return [
    ...(await readNodeKeys(knex, names, ['deployment', 'artifact'])),
    ...(await readKeysByTerm(knex, names.map(term.repository))),
  ];
}

/**
 * Deployments and artifacts that are to be placed anew because entities became
 * others.
 *
 * @param held - the entities as they were
 */
export async function findRolloutsOfEntities(
  tx: Knex.Transaction,
  held: ReadonlyMap<string, EntityConfig>,
  changed: EntityConfig[],
  removed: string[],
): Promise<string[]> {
  const refs = [...changed.map(({ ref }) => ref), ...removed];
  const both = [...changed, ...refs.flatMap(ref => held.get(ref) ?? [])];
  const services = both.flatMap(({ services: names }) => names);
  return [
    ...(await readRolloutsOfRepositories(
      tx,
      new Set(both.flatMap(({ repository }) => repository ?? [])),
    )),
    ...(await readKeysByTerm(tx, services.map(term.service))),
  ];
}

/** Node keys of the deployments whose artifact may be one of these. */
async function readDeploymentsOfArtifacts(
  tx: Knex.Transaction,
  keys: string[],
  projections: SubjectProjection[],
): Promise<string[]> {
  const states = new Map(
    projections.flatMap(({ node }) =>
      node
        ? [[node.key, node.state as unknown as ArtifactAttributes] as const]
        : [],
    ),
  );
  const digests = await replaceDigests(
    tx,
    new Map(
      keys.map(key => {
        const state = states.get(key);
        return [key, state && digestOfArtifact(key, state.digest)];
      }),
    ),
  );
  return readKeysByTerm(tx, [
    ...keys.map(term.artifact),
    ...[...digests].map(term.digest),
  ]);
}

/**
 * Deployments and artifacts that are to be placed and compared anew because
 * subjects became others.
 *
 * @param keys - of the subjects
 * @param rewritten - repositories in which known commits got other parents
 */
export async function findRolloutsOfSubjects(
  tx: Knex.Transaction,
  keys: string[],
  projections: SubjectProjection[],
  rewritten: Iterable<string>,
): Promise<string[]> {
  const parents = projections.flatMap(projection => projection.parents ?? []);
  const kept = (kind: string) => keys.filter(key => key.startsWith(`${kind}:`));
  // Whether a commit's parents are known or guessed is said of what is of it.
  const ofCommits = await readEdgesTo(
    tx,
    parents.map(({ repository, sha }) => commitKey(repository, sha)),
    ['deployed', 'builtFrom'],
  );
  const artifacts = kept('artifact');
  const telling = ['change', 'pipelineRun', 'event'].flatMap(kept);
  return [
    ...kept('deployment'),
    ...artifacts,
    ...(await readKeysByTerm(tx, telling.map(term.subject))),
    ...(await readDeploymentsOfArtifacts(tx, artifacts, projections)),
    ...(await readRolloutsMissing(tx, parents)),
    ...(await readRolloutsOfRepositories(tx, rewritten)),
    ...ofCommits.map(({ from }) => from),
  ];
}
