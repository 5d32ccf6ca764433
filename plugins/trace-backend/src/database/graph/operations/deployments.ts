import { Chain } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { Rollout } from '../../../graph/environments';
import { CHAIN_COLUMNS, toChain } from './chains';
import { RolloutRow, toRollout } from './rollouts';

/** Where a page of deployments starts. */
export interface DeploymentsCursor {
  at: string;
  id: string;
}

/** Which way commits went. */
export type Direction = 'added' | 'removed';

/**
 * Deployments of an entity, the latest first. Releases are none.
 *
 * @param options - `after`: the last one of the page before
 */
export async function readDeploymentsPage(
  knex: Knex,
  entityRef: string,
  options: { environment?: string; after?: DeploymentsCursor; limit: number },
): Promise<Rollout[]> {
  const { environment, after, limit } = options;
  const query = knex('rollouts')
    .where({ entity_ref: entityRef, release: false })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'key', order: 'desc' },
    ])
    .limit(limit);
  if (environment) query.where({ environment });
  if (after) query.whereRaw('(at, key) < (?, ?)', [after.at, after.id]);
  const rows: RolloutRow[] = await query;
  return rows.map(toRollout);
}

const ofRollout = ({ entityRef, environment, key }: Rollout) => ({
  entity_ref: entityRef,
  environment,
  key,
});

/** How many commits a rollout brought and took out. */
export async function countRolloutCommits(
  knex: Knex,
  rollout: Rollout,
): Promise<Record<Direction, number>> {
  const rows: Array<{ direction: Direction; commits: number | string }> =
    await knex('rollout_commits')
      .where(ofRollout(rollout))
      .groupBy('direction')
      .select('direction')
      .count({ commits: '*' });
  const counts = new Map(
    rows.map(({ direction, commits }) => [direction, Number(commits)]),
  );
  return {
    added: counts.get('added') ?? 0,
    removed: counts.get('removed') ?? 0,
  };
}

/** What is read of a rollout's commits to find the changes they are. */
export const MAX_COMMITS_READ = 1_000;

/**
 * Chains, of entities, of the changes that landed as commits which a rollout
 * brought or took out, the newest first. What of them, the caller selects.
 */
export function changesMoved(
  knex: Knex,
  rollout: Rollout,
  direction: Direction,
  entityRefs: string[],
): Knex.QueryBuilder {
  const commits = knex('rollout_commits')
    .select('sha')
    .where({ ...ofRollout(rollout), direction })
    .orderBy('sha')
    .limit(MAX_COMMITS_READ)
    .as('moved');
  return knex
    .from(commits)
    .join('edges', join =>
      join
        .on(
          'edges.to_key',
          knex.raw(`? || moved.sha`, [`commit:${rollout.repository}@`]),
        )
        .andOnVal('edges.type', 'landedAs')
        // The commit by which a change counts as there, of all it landed as.
        .andOnIn('edges.rule', ['merge-commit', 'direct-push']),
    )
    .join('chains', join =>
      join
        .on('chains.change_key', 'edges.from_key')
        .andOnIn('chains.entity_ref', entityRefs),
    )
    .orderBy([
      { column: 'chains.updated_at', order: 'desc' },
      { column: 'chains.change_key', order: 'desc' },
    ]);
}

/**
 * Changes of the entity itself that a rollout brought or took out.
 *
 * @param limit - how many at the most
 */
export async function readRolloutChanges(
  knex: Knex,
  rollout: Rollout,
  direction: Direction,
  limit: number,
): Promise<Chain[]> {
  const rows: Array<Parameters<typeof toChain>[0]> = await changesMoved(
    knex,
    rollout,
    direction,
    [rollout.entityRef],
  )
    .select(CHAIN_COLUMNS.map(column => `chains.${column}`))
    .limit(limit);
  return rows.map(toChain);
}
