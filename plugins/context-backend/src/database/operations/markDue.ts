import { inParts } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { inCodeOrder } from '../columns';

/** Rows per INSERT; SQLite takes no more than 500. */
const ROWS = 100;

/**
 * Says that plugins are to be asked about entities now. What is waiting after a
 * failure is asked now too: what changed may be what was wrong. It is still
 * asked apart from the others, because its attempts are kept.
 *
 * @param options - `neverAsked`: the entities or the plugins are new
 */
export async function markDue(
  knex: Knex,
  options: {
    pluginIds: string[];
    entityRefs: Iterable<string>;
    now: Date;
    neverAsked?: boolean;
  },
): Promise<void> {
  const refs = [...new Set(options.entityRefs)].sort();
  const rows = [...options.pluginIds].sort().flatMap(pluginId =>
    refs.map(entityRef => ({
      plugin_id: pluginId,
      entity_ref: entityRef,
      due_at: options.now,
      marks: 1,
      never_asked: options.neverAsked ?? false,
    })),
  );
  for (const part of inParts(rows, ROWS)) {
    await knex('due')
      .insert(part)
      .onConflict(['plugin_id', 'entity_ref'])
      .merge({ marks: knex.raw('due.marks + 1'), due_at: options.now });
  }
}

/**
 * Says that a plugin is to be asked about every known entity. What is due
 * already keeps its turn and its patience; it is only counted, so that an
 * answer under way does not settle it.
 *
 * @param options - `neverAsked`: the plugin is new
 */
export async function markAllDue(
  knex: Knex,
  options: { pluginId: string; now: Date; neverAsked?: boolean },
): Promise<void> {
  await knex.raw(
    `INSERT INTO due (plugin_id, entity_ref, due_at, marks, never_asked)
     SELECT ?, entity_ref, ?, 1, ? FROM entities WHERE true
     ORDER BY ?
     ON CONFLICT (plugin_id, entity_ref) DO UPDATE SET marks = due.marks + 1`,
    [
      options.pluginId,
      options.now,
      options.neverAsked ?? false,
      inCodeOrder(knex, 'entity_ref'),
    ] as Knex.RawBinding[],
  );
}

/** Those of the refs that the catalog was last seen to have. */
export async function knownEntities(
  knex: Knex,
  entityRefs: string[],
): Promise<string[]> {
  const known: string[] = [];
  for (const part of inParts([...new Set(entityRefs)], 1_000)) {
    known.push(
      ...(await knex('entities')
        .whereIn('entity_ref', part)
        .pluck('entity_ref')),
    );
  }
  return known;
}
