import { Knex } from 'knex';
import { StoredSection } from '../types';
import { TimeColumn, toIso } from '../../database/columns';
import { BigIntegerColumn, toBody } from './columns';

interface Row {
  head: BigIntegerColumn;
  entity_ref: string | null;
  section_id: string;
  plugin_id: string;
  revision: BigIntegerColumn;
  body: string | null;
  changed_at: TimeColumn;
  as_of: TimeColumn;
}

/**
 * The latest revision of the sections of entities, and the newest number.
 *
 * One statement sees one moment of the database. The number of the newest
 * revision is counted up under the lock of its row, in the same transaction
 * that writes the sections, so revisions appear in their order, and nothing up
 * to `head` is missing from `sections`.
 */
export async function readSections(
  knex: Knex,
  entityRefs: string[],
): Promise<{ head: number; sections: StoredSection[] }> {
  const rows: Row[] = await knex('head')
    .leftJoin('sections', join => {
      join.onIn('sections.entity_ref', entityRefs);
    })
    .where('head.id', 1)
    .select(
      'head.revision as head',
      'sections.entity_ref',
      'sections.section_id',
      'sections.plugin_id',
      'sections.revision',
      'sections.body',
      'sections.changed_at',
      'sections.as_of',
    );
  return {
    head: Number(rows[0]?.head ?? 0),
    sections: rows.flatMap(row =>
      row.entity_ref === null
        ? []
        : [
            {
              entityRef: row.entity_ref,
              sectionId: row.section_id,
              plugin: row.plugin_id,
              revision: Number(row.revision),
              body: toBody(row.body),
              changedAt: toIso(row.changed_at),
              asOf: toIso(row.as_of),
            },
          ],
    ),
  };
}
