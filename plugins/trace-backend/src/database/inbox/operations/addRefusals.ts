import { Knex } from 'knex';
import { Refusals } from '../types';

/** Adds refused deliveries to the running totals. */
export async function addRefusals(
  knex: Knex,
  refusals: Refusals[],
): Promise<void> {
  for (const { source, count, lastAt } of refusals) {
    await knex('source_counters')
      .insert({ source, refused: count, last_refused_at: lastAt })
      .onConflict('source')
      .merge({
        refused: knex.raw('source_counters.refused + excluded.refused'),
        last_refused_at: lastAt,
      });
  }
}
