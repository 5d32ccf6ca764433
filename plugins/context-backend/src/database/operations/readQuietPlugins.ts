import { Knex } from 'knex';

/**
 * Plugins that are in order, have not been asked for a while and are to be asked
 * nothing, each with an entity that it has answered about.
 */
export async function readQuietPlugins(
  knex: Knex,
  options: { pluginIds: string[]; since: Date },
): Promise<Array<{ pluginId: string; entityRef: string }>> {
  const rows: Array<{ plugin_id: string; entity_ref: string | null }> =
    await knex('plugins')
      .whereIn('plugin_id', options.pluginIds)
      .whereNull('failing_since')
      .where('answered_at', '<', options.since)
      .whereNotExists(knex('due').whereRaw('due.plugin_id = plugins.plugin_id'))
      .orderBy('plugin_id')
      .select(
        'plugin_id',
        knex('sections')
          .whereRaw('sections.plugin_id = plugins.plugin_id')
          .min('entity_ref')
          .as('entity_ref'),
      );
  return rows.flatMap(({ plugin_id: pluginId, entity_ref: entityRef }) =>
    entityRef === null ? [] : [{ pluginId, entityRef }],
  );
}
