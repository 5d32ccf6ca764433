import {
  Chain,
  ChainResponse,
  commitKey,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readChainsById } from '../database/graph/operations/chains';
import { readRolloutCommits } from '../database/graph/operations/rollouts';
import { changesOfCommits } from './projection/subjects';

/** More than anybody reads; a larger deployment is cut. */
const MAX_COMPANIONS = 50;

/**
 * What else of the entity went out with a change: the other changes that the
 * last deployment that brought or took it out carried with it.
 */
export async function readCompanions(
  knex: Knex,
  entityRef: string,
  chain: Chain,
): Promise<ChainResponse['companions']> {
  const carried = chain.environments
    .filter(
      ({ deployment, state, release }) =>
        deployment && state !== 'baseline' && !release,
    )
    .sort((a, b) => b.since.localeCompare(a.since))[0];
  if (!carried) return [];
  const commits = await readRolloutCommits(knex, {
    entityRef,
    environment: carried.environment,
    key: carried.deployment!,
  });
  const direction = carried.state === 'rolled-back' ? 'removed' : 'added';
  const shas = [...commits.keys()]
    .filter(sha => commits.get(sha) === direction)
    .sort()
    .slice(0, 10 * MAX_COMPANIONS);
  const changes = await changesOfCommits(
    knex,
    shas.map(sha => commitKey(chain.repository, sha)),
    ['landedAs'],
  );
  const others = changes.filter(id => id !== chain.id).slice(0, MAX_COMPANIONS);
  const chains = await readChainsById(knex, entityRef, others);
  return chains
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .map(({ id, title, number, url, restricted }) => ({
      id,
      title,
      number,
      url,
      restricted,
    }));
}
