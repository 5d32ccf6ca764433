import { Knex } from 'knex';
import { inParts } from '@throughline/backend-kit';

interface Window {
  /** Revisions that may be deleted. */
  expired: number[];
  /** The last revision that was looked at; missing at the end. */
  last?: number;
}

/**
 * Looks for revisions that are not needed any more to tell how things were at
 * the horizon: those followed by another before it, and those by which a
 * section had gone by then. Goes on by number, since what has to stay behind
 * would be looked at again and again.
 */
export async function readExpiredRevisions(
  knex: Knex,
  horizon: Date,
  after: number,
  limit: number,
): Promise<Window> {
  const rows: Array<{
    revision: number | string;
    ended: number | boolean;
    followed: number | boolean;
  }> = await knex('revisions')
    .where('revision', '>', after)
    .where('recorded_at', '<', horizon)
    .orderBy('revision')
    .limit(limit)
    .select(
      'revision',
      knex.raw('body IS NULL AS ended'),
      knex.raw(
        `EXISTS (
           SELECT 1 FROM revisions later
           WHERE later.entity_ref = revisions.entity_ref
             AND later.section_id = revisions.section_id
             AND later.revision > revisions.revision
             AND later.recorded_at < ?
         ) AS followed`,
        [horizon],
      ),
    );
  return {
    expired: rows
      .filter(({ ended, followed }) => ended || followed)
      .map(({ revision }) => Number(revision)),
    last: rows.length > 0 ? Number(rows.at(-1)!.revision) : undefined,
  };
}

/**
 * Deletes revisions; and, of sections that went away with one of them, the last
 * trace. Under the lock of the head.
 */
export async function deleteRevisions(
  tx: Knex.Transaction,
  revisions: number[],
): Promise<void> {
  for (const part of inParts(revisions, 1_000)) {
    const ended: Array<{ entity_ref: string; section_id: string }> = await tx(
      'revisions',
    )
      .whereIn('revision', part)
      .whereNull('body')
      .select('entity_ref', 'section_id');
    for (const sections of inParts(ended, 500)) {
      await tx('sections')
        .whereIn(
          ['entity_ref', 'section_id'],
          sections.map(row => [row.entity_ref, row.section_id]),
        )
        .whereNull('body')
        .whereIn('revision', part)
        .delete();
    }
    await tx('revisions').whereIn('revision', part).delete();
  }
}

/** Deletes looks from before a moment; returns how many. */
export async function deleteLooks(
  knex: Knex,
  seenBefore: Date,
): Promise<number> {
  return knex('looks').where('seen_at', '<', seenBefore).delete();
}

/** Plugins that were asked once and do not take part any more. */
export async function readFormerPlugins(
  knex: Knex,
  pluginIds: string[],
): Promise<string[]> {
  return knex('plugins').whereNotIn('plugin_id', pluginIds).pluck('plugin_id');
}

/** Forgets a plugin and what it was to be asked. */
export async function deletePlugin(
  tx: Knex.Transaction,
  pluginId: string,
): Promise<void> {
  await tx('due').where({ plugin_id: pluginId }).delete();
  await tx('plugins').where({ plugin_id: pluginId }).delete();
}
