import { Knex } from 'knex';
import { StoredSection } from '../types';
import { TimeColumn, toIso } from '../../database/columns';
import { BigIntegerColumn, toBody } from './columns';

/** A line of `revisions`. */
export interface RevisionRow {
  revision: BigIntegerColumn;
  entity_ref: string;
  section_id: string;
  plugin_id: string;
  body: string | null;
  recorded_at: TimeColumn;
}

/** Its columns. */
export const REVISION_COLUMNS = [
  'revisions.revision',
  'revisions.entity_ref',
  'revisions.section_id',
  'revisions.plugin_id',
  'revisions.body',
  'revisions.recorded_at',
];

/** A section as it was when a revision was recorded. */
export function toStoredSection(row: RevisionRow): StoredSection {
  const recordedAt = toIso(row.recorded_at);
  return {
    entityRef: row.entity_ref,
    sectionId: row.section_id,
    plugin: row.plugin_id,
    revision: Number(row.revision),
    body: toBody(row.body),
    changedAt: recordedAt,
    // When it was confirmed later on is not kept.
    asOf: recordedAt,
  };
}

/**
 * The sections of entities as they were at a revision, which may be another one
 * for each entity. Asked for by the sections that there are, each by its own
 * place in the index, so that it does not matter how often they changed.
 *
 * @param revisions - by entity ref
 * @param options - `changedSince`: only sections that are another by now
 */
export async function readSectionsAt(
  knex: Knex,
  revisions: ReadonlyMap<string, number>,
  options: { changedSince?: boolean } = {},
): Promise<StoredSection[]> {
  if (revisions.size === 0) return [];
  const moments = [...revisions].flat();
  const values = [...revisions]
    .map(() => '(CAST(? AS text), CAST(? AS bigint))')
    .join(', ');
  const query = knex
    .with(
      'moments',
      ['entity_ref', 'revision'],
      knex.raw(`VALUES ${values}`, moments),
    )
    .from('moments')
    .join('sections', 'sections.entity_ref', 'moments.entity_ref')
    .join(
      'revisions',
      'revisions.revision',
      knex.raw(
        `(SELECT MAX(earlier.revision) FROM revisions earlier
          WHERE earlier.entity_ref = sections.entity_ref
            AND earlier.section_id = sections.section_id
            AND earlier.revision <= moments.revision)`,
      ),
    )
    .select<RevisionRow[]>(REVISION_COLUMNS);
  if (options.changedSince) {
    query.whereRaw('sections.revision > moments.revision');
  }
  return (await query).map(toStoredSection);
}
