import { inParts, insertMissing, upsert } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { takeRevisions } from './head';

/** A section as it is kept, as far as writing looks at it. */
export interface HeldSection {
  entityRef: string;
  sectionId: string;
  pluginId: string;
  /** Empty for one that went away. */
  hash: string;
  /** The history that its revisions belong to, if its plugin names them. */
  historyId?: string;
}

/** A section that is to get a new revision. */
export interface ChangedSection extends Omit<HeldSection, 'historyId'> {
  /** Missing for one that goes away. */
  body?: string;
  asOf: Date;
  validUntil?: Date;
}

/** A section that was found as it is kept. */
export interface ConfirmedSection {
  entityRef: string;
  sectionId: string;
  asOf: Date;
  validUntil?: Date;
}

/** A section of which only the latest revision may be known. */
export interface ForgottenHistory {
  entityRef: string;
  sectionId: string;
  /** The history that begins. */
  historyId?: string;
}

/** A revision that was written. */
export interface Revision {
  entityRef: string;
  sectionId: string;
  revision: number;
}

interface Row {
  entity_ref: string;
  section_id: string;
  plugin_id: string;
  hash: string;
  history_id: string | null;
}

const toHeld = (row: Row): HeldSection => ({
  entityRef: row.entity_ref,
  sectionId: row.section_id,
  pluginId: row.plugin_id,
  hash: row.hash,
  historyId: row.history_id ?? undefined,
});

const COLUMNS = ['entity_ref', 'section_id', 'plugin_id', 'hash', 'history_id'];

/**
 * What is kept of entities, also what went away.
 *
 * @param entityRefs - at most 1,000
 * @param pluginId - only what this plugin answered
 */
export async function readHeld(
  knex: Knex,
  entityRefs: string[],
  pluginId?: string,
): Promise<HeldSection[]> {
  const query = knex('sections')
    .whereIn('entity_ref', entityRefs)
    .select<Row[]>(COLUMNS);
  if (pluginId !== undefined) query.where({ plugin_id: pluginId });
  return (await query).map(toHeld);
}

/** Some sections of a plugin that are still there. */
export async function readHeldOfPlugin(
  knex: Knex,
  pluginId: string,
  limit: number,
): Promise<HeldSection[]> {
  const rows = await knex('sections')
    .where({ plugin_id: pluginId })
    .whereNotNull('body')
    .limit(limit)
    .select<Row[]>(COLUMNS);
  return rows.map(toHeld);
}

/** How a section goes away. */
export const gone = (held: HeldSection, now: Date): ChangedSection => ({
  entityRef: held.entityRef,
  sectionId: held.sectionId,
  pluginId: held.pluginId,
  hash: '',
  asOf: now,
});

/** Gives sections new revisions, under the lock of the head. */
export async function writeRevisions(
  tx: Knex.Transaction,
  changed: ChangedSection[],
  now: Date,
): Promise<Revision[]> {
  if (changed.length === 0) return [];
  const first = await takeRevisions(tx, changed.length);
  const numbered = changed.map((section, index) => ({
    ...section,
    revision: first + index,
  }));
  await upsert(
    tx,
    'sections',
    ['entity_ref', 'section_id'],
    numbered.map(section => ({
      entity_ref: section.entityRef,
      section_id: section.sectionId,
      plugin_id: section.pluginId,
      revision: section.revision,
      hash: section.hash,
      body: section.body ?? null,
      changed_at: now,
      as_of: section.asOf,
      valid_until: section.validUntil ?? null,
      pulled_at: now,
    })),
  );
  await insertMissing(
    tx,
    'revisions',
    ['revision'],
    numbered.map(section => ({
      revision: section.revision,
      entity_ref: section.entityRef,
      section_id: section.sectionId,
      plugin_id: section.pluginId,
      body: section.body ?? null,
      recorded_at: now,
    })),
  );
  return numbered.map(({ entityRef, sectionId, revision }) => ({
    entityRef,
    sectionId,
    revision,
  }));
}

/** Notes that sections are still as they are kept. */
export async function confirmSections(
  tx: Knex.Transaction,
  confirmed: ConfirmedSection[],
  now: Date,
): Promise<void> {
  // Sections of one answer mostly have the same times.
  const byTimes = new Map<string, ConfirmedSection[]>();
  for (const section of confirmed) {
    const times = `${section.asOf.getTime()} ${section.validUntil?.getTime()}`;
    byTimes.set(times, [...(byTimes.get(times) ?? []), section]);
  }
  for (const sections of byTimes.values()) {
    for (const part of inParts(sections, 500)) {
      await tx('sections')
        .whereIn(
          ['entity_ref', 'section_id'],
          part.map(({ entityRef, sectionId }) => [entityRef, sectionId]),
        )
        .update({
          as_of: part[0].asOf,
          valid_until: part[0].validUntil ?? null,
          pulled_at: now,
        });
    }
  }
}

/**
 * Forgets what sections said before their latest revision. The revisions stay,
 * empty: their numbers are moments that others refer to.
 */
export async function forgetHistories(
  tx: Knex.Transaction,
  forgotten: ForgottenHistory[],
): Promise<void> {
  for (const { entityRef, sectionId, historyId } of forgotten) {
    const key = { entity_ref: entityRef, section_id: sectionId };
    await tx('sections')
      .where(key)
      .update({ history_id: historyId ?? null });
    await tx('revisions')
      .where(key)
      .whereNotNull('body')
      .where('revision', '<', tx('sections').where(key).select('revision'))
      .update({ body: null });
  }
}
