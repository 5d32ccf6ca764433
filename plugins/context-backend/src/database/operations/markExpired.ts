import { Knex } from 'knex';
import { lockHead } from './head';
import { markDue } from './markDue';

const BATCH = 500;

/**
 * Makes entities due whose section of a plugin says that it is no longer valid.
 * It is said once: from then on the due row holds it.
 *
 * @returns how many sections had expired
 */
export async function markExpired(
  knex: Knex,
  pluginId: string,
  now: Date,
): Promise<number> {
  const expired = () =>
    knex('sections')
      .where({ plugin_id: pluginId })
      .where('valid_until', '<=', now)
      .whereNotNull('valid_until');
  // Looked at once a second by each replica, so without a lock at first.
  if (!(await expired().first('section_id'))) return 0;
  return knex.transaction(async tx => {
    await lockHead(tx);
    const rows: Array<{ entity_ref: string; section_id: string }> =
      await expired()
        .transacting(tx)
        .limit(BATCH)
        .select('entity_ref', 'section_id');
    await markDue(tx, {
      pluginIds: [pluginId],
      entityRefs: rows.map(row => row.entity_ref),
      now,
    });
    await tx('sections')
      .whereIn(
        ['entity_ref', 'section_id'],
        rows.map(row => [row.entity_ref, row.section_id]),
      )
      .update({ valid_until: null });
    return rows.length;
  });
}
