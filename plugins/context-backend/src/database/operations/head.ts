import { Knex } from 'knex';

/**
 * Makes this transaction the only one that changes the read model.
 *
 * Everything that writes sections, revisions or entities begins with it. So
 * revisions are committed in the order of their numbers: whoever reads revision
 * 7 has everything up to 7 in front of them, and "since 7" leaves nothing out. A
 * sequence would not do: it hands out 7 and 8 to two transactions and lets 8
 * appear first. It is held for one batch at most, never while a plugin is asked.
 */
export async function lockHead(tx: Knex.Transaction): Promise<void> {
  // An update locks the row in PostgreSQL and the whole database in SQLite.
  await tx('head')
    .where({ id: 1 })
    .update({ revision: tx.ref('revision') });
}

/**
 * Takes the next numbers for revisions, under the lock of {@link lockHead}.
 *
 * @returns the first of them
 */
export async function takeRevisions(
  tx: Knex.Transaction,
  count: number,
): Promise<number> {
  const [{ revision }] = await tx('head')
    .where({ id: 1 })
    .update({ revision: tx.raw('revision + ?', [count]) })
    .returning('revision');
  return Number(revision) - count + 1;
}
