import { Knex } from 'knex';
import { StoredSection } from '../types';
import { BigIntegerColumn } from './columns';
import {
  REVISION_COLUMNS,
  RevisionRow,
  toStoredSection,
} from './readSectionsAt';

/** A revision, and the one of the same section before it. */
export interface HistoryStep {
  after: StoredSection;
  before?: StoredSection;
}

/**
 * Numbers of the newest revisions of an entity, newest first. Each section
 * gives its newest ones by the index, so that it does not matter how many there
 * are besides.
 */
async function readRevisionNumbers(
  knex: Knex,
  entityRef: string,
  options: { before?: number; after: number; limit: number },
): Promise<number[]> {
  const sections: string[] = await knex('sections')
    .where('entity_ref', entityRef)
    .pluck('section_id');
  if (sections.length === 0) return [];
  const newestOf = (sectionId: string) => {
    const query = knex('revisions')
      .where({ entity_ref: entityRef, section_id: sectionId })
      .where('revision', '>', options.after)
      .orderBy('revision', 'desc')
      .limit(options.limit)
      .select('revision');
    if (options.before) query.where('revision', '<', options.before);
    return knex.select('revision').from(query.as('newest'));
  };
  const rows: Array<{ revision: BigIntegerColumn }> = await knex
    .select('revision')
    .from(knex.unionAll(sections.map(newestOf)).as('revisions_of_entity'))
    .orderBy('revision', 'desc')
    .limit(options.limit);
  return rows.map(({ revision }) => Number(revision));
}

/**
 * The newest revisions of an entity, newest first.
 *
 * @param options - `before` and `after` are revisions, not included
 */
export async function readHistory(
  knex: Knex,
  entityRef: string,
  options: { before?: number; after: number; limit: number },
): Promise<HistoryStep[]> {
  const numbers = await readRevisionNumbers(knex, entityRef, options);
  if (numbers.length === 0) return [];
  const rows: Array<RevisionRow & { previous: BigIntegerColumn | null }> =
    await knex('revisions')
      .whereIn('revisions.revision', numbers)
      .select(
        ...REVISION_COLUMNS,
        knex.raw(
          `(SELECT MAX(earlier.revision) FROM revisions earlier
            WHERE earlier.entity_ref = revisions.entity_ref
              AND earlier.section_id = revisions.section_id
              AND earlier.revision < revisions.revision) AS previous`,
        ),
      )
      .orderBy('revisions.revision', 'desc');
  const previous = await knex('revisions')
    .whereIn(
      'revisions.revision',
      rows.flatMap(row => (row.previous === null ? [] : [row.previous])),
    )
    .select<RevisionRow[]>(REVISION_COLUMNS);
  const byNumber = new Map(
    previous.map(row => [Number(row.revision), toStoredSection(row)]),
  );
  return rows.map(row => ({
    after: toStoredSection(row),
    before: byNumber.get(Number(row.previous)),
  }));
}
