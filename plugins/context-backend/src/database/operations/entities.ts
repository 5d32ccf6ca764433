import { deleteWhereIn, selectWhereIn, upsert } from '@throughline/backend-kit';
import { Knex } from 'knex';

/** An entity of the catalog, and whether it is another than it was. */
export interface SeenEntity {
  entityRef: string;
  etag: string;
  /** What people call it. */
  title: string;
}

/** The etags that the entities had when they were last seen. */
export async function readEtags(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, string>> {
  const rows = await selectWhereIn<{ entity_ref: string; etag: string }>(
    () => knex('entities').select('entity_ref', 'etag'),
    'entity_ref',
    entityRefs,
  );
  return new Map(rows.map(row => [row.entity_ref, row.etag]));
}

/** What people call the entities; those that are not known are left out. */
export async function readTitles(
  knex: Knex,
  entityRefs: Iterable<string>,
): Promise<Map<string, string>> {
  const rows = await selectWhereIn<{ entity_ref: string; title: string }>(
    () => knex('entities').select('entity_ref', 'title'),
    'entity_ref',
    entityRefs,
  );
  return new Map(rows.map(row => [row.entity_ref, row.title]));
}

/** The refs that are known, in the database's order, after one of them. */
export async function readRefsAfter(
  knex: Knex,
  entityRef: string,
  limit: number,
): Promise<string[]> {
  return knex('entities')
    .where('entity_ref', '>', entityRef)
    .orderBy('entity_ref')
    .limit(limit)
    .pluck('entity_ref');
}

/** Keeps how entities were seen. */
export async function writeEntities(
  tx: Knex.Transaction,
  entities: SeenEntity[],
  now: Date,
): Promise<void> {
  await upsert(
    tx,
    'entities',
    ['entity_ref'],
    entities.map(({ entityRef, etag, title }) => ({
      entity_ref: entityRef,
      etag,
      title,
      seen_at: now,
    })),
  );
}

/** Forgets entities. */
export async function deleteEntities(
  tx: Knex.Transaction,
  entityRefs: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('entities'), 'entity_ref', entityRefs);
}
