import { commitKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEdgesTo } from '../../database/graph/operations/edges';
import {
  readRolloutCommits,
  readRolloutsByKey,
} from '../../database/graph/operations/rollouts';

/**
 * The changes that deployments brought, in whatever entity.
 *
 * @param deployments - node keys; others bring none
 */
export async function changesAddedBy(
  knex: Knex,
  deployments: Iterable<string>,
): Promise<string[]> {
  const commits = new Set<string>();
  for (const rollout of await readRolloutsByKey(knex, deployments)) {
    // What a line begins with was there before.
    if (rollout.outcome === 'baseline') continue;
    for (const [sha, direction] of await readRolloutCommits(knex, rollout)) {
      if (direction === 'added')
        commits.add(commitKey(rollout.repository, sha));
    }
  }
  const landings = await readEdgesTo(knex, commits, ['landedAs']);
  return [...new Set(landings.map(({ from }) => from))];
}
