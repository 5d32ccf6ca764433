import { Knex } from 'knex';
import { selectWhereIn } from '@throughline/backend-kit';
import { TimeColumn } from '../columns';

/** What is known of a plugin as a whole. */
export interface PluginRow {
  plugin_id: string;
  answered_at: TimeColumn | null;
  failing_since: TimeColumn | null;
  message: string | null;
}

/** What is still to be asked about an entity. */
export interface DueRow {
  plugin_id: string;
  entity_ref: string;
  problem: string | null;
  problem_since: TimeColumn | null;
  never_asked: boolean | number;
}

/** The plugins that were ever to be asked. */
export async function readPlugins(knex: Knex): Promise<PluginRow[]> {
  return knex('plugins').select(
    'plugin_id',
    'answered_at',
    'failing_since',
    'message',
  );
}

/**
 * What the plugins are still to be asked about the entities. The plugins are
 * named because the primary key begins with them.
 */
export async function readDue(
  knex: Knex,
  pluginIds: string[],
  entityRefs: string[],
): Promise<DueRow[]> {
  return selectWhereIn<DueRow>(
    () =>
      knex('due')
        .whereIn('plugin_id', pluginIds)
        .select(
          'plugin_id',
          'entity_ref',
          'problem',
          'problem_since',
          'never_asked',
        ),
    'entity_ref',
    entityRefs,
  );
}
