import { selectWhereIn, upsert } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

/** Begins new histories of sections; what was said before is to be forgotten. */
export async function beginHistories(
  tx: Knex.Transaction,
  entityRefs: Iterable<string>,
): Promise<void> {
  await upsert(
    tx,
    'section_histories',
    ['entity_ref'],
    [...new Set(entityRefs)].map(ref => ({
      entity_ref: ref,
      history_id: randomUUID(),
    })),
  );
}

/** Ids of the histories of entities' sections, where ever one was begun. */
export async function readHistoryIds(
  knex: Knex,
  entityRefs: string[],
): Promise<Map<string, string>> {
  const rows = await selectWhereIn<{ entity_ref: string; history_id: string }>(
    () => knex('section_histories').select(),
    'entity_ref',
    entityRefs,
  );
  return new Map(rows.map(row => [row.entity_ref, row.history_id]));
}
