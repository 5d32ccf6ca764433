import { SourceView } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';
import { knownEntities } from '../database/operations/markDue';
import {
  DueRow,
  PluginRow,
  readDue,
  readPlugins,
} from '../database/operations/readSourceRows';

/** Since when, and why, what is kept of a plugin may be out of date. */
export interface Staleness {
  /** ISO 8601 */
  since: string;
  reason: string;
}

/** How things stand between one entity and those who answer about it. */
export interface EntitySources {
  /** One for each plugin of the config, in its order. */
  sources: SourceView[];
  /** By plugin id; it goes for all sections of that plugin. */
  stale: Map<string, Staleness>;
}

const optionalIso = (time: TimeColumn | null) =>
  time === null ? undefined : toIso(time);

function stalenessOf(
  plugin: PluginRow | undefined,
  due: DueRow | undefined,
): Staleness | undefined {
  // What goes wrong with this entity says more than that something does.
  if (due?.problem && due.problem_since !== null) {
    return { since: toIso(due.problem_since), reason: due.problem };
  }
  if (plugin?.message && plugin.failing_since !== null) {
    return { since: toIso(plugin.failing_since), reason: plugin.message };
  }
  return undefined;
}

function viewOf(
  id: string,
  plugin: PluginRow | undefined,
  due: DueRow | undefined,
  met: boolean,
): SourceView {
  const stale = stalenessOf(plugin, due);
  const waiting = !plugin || !met || Boolean(due?.never_asked);
  const answering = waiting ? 'waiting' : 'answering';
  return {
    plugin: id,
    state: stale ? 'failing' : answering,
    answeredAt: optionalIso(plugin?.answered_at ?? null),
    message: stale?.reason,
  };
}

/**
 * Whether each plugin of the config can be asked about each of the entities,
 * and which sections may be out of date. Three queries, however many there are.
 */
export async function readSourceStates(
  knex: Knex,
  plugins: Array<{ id: string }>,
  entityRefs: string[],
): Promise<Map<string, EntitySources>> {
  const ids = plugins.map(({ id }) => id);
  const [pluginRows, dueRows, known] = await Promise.all([
    readPlugins(knex),
    readDue(knex, ids, entityRefs),
    knownEntities(knex, entityRefs),
  ]);
  const rows = new Map(pluginRows.map(row => [row.plugin_id, row]));
  const met = new Set(known);
  const key = (pluginId: string, entityRef: string) =>
    `${pluginId} ${entityRef}`;
  const due = new Map(
    dueRows.map(row => [key(row.plugin_id, row.entity_ref), row]),
  );

  const states = new Map<string, EntitySources>();
  for (const entityRef of entityRefs) {
    const stale = new Map<string, Staleness>();
    const sources = ids.map(id => {
      const dueRow = due.get(key(id, entityRef));
      const staleness = stalenessOf(rows.get(id), dueRow);
      if (staleness) stale.set(id, staleness);
      return viewOf(id, rows.get(id), dueRow, met.has(entityRef));
    });
    states.set(entityRef, { sources, stale });
  }
  return states;
}
