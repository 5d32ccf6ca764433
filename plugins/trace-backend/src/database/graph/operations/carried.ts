import { Knex } from 'knex';
import { Rollout } from '../../../graph/environments';
import { changesMoved, Direction } from './deployments';

/** Rows of carried changes that are read of one deployment. */
export const MAX_CARRIED_READ = 1_000;

/**
 * Changes of libraries that a rollout of another entity brought or took out,
 * the newest first, once for each library they belong to. Those of the entity
 * itself are none.
 *
 * @param libraries - refs; at least one
 */
export async function readCarriedChanges(
  knex: Knex,
  rollout: Rollout,
  direction: Direction,
  libraries: string[],
): Promise<Array<{ library: string; change: string }>> {
  const rows: Array<{ entity_ref: string; change_key: string }> =
    await changesMoved(knex, rollout, direction, libraries)
      .whereNotExists(
        knex('chains as own')
          .select(knex.raw('1'))
          .where('own.entity_ref', rollout.entityRef)
          .whereRaw('own.change_key = chains.change_key'),
      )
      .select('chains.entity_ref', 'chains.change_key')
      .orderBy('chains.entity_ref')
      .limit(MAX_CARRIED_READ);
  return rows.map(row => ({
    library: row.entity_ref,
    change: row.change_key,
  }));
}
