import { Knex } from 'knex';
import { isPostgres } from '@throughline/backend-kit';
import { Look } from '../looks';
import { TimeColumn } from '../../database/columns';
import { BigIntegerColumn } from './columns';

interface Row {
  entity_ref: string;
  baseline_revision: BigIntegerColumn;
  seen_revision: BigIntegerColumn;
  seen_at: TimeColumn;
}

/** What a user has seen, by entity ref. */
export async function readLooks(
  knex: Knex,
  userRef: string,
  entityRefs: string[],
): Promise<Map<string, Look>> {
  const query = knex('looks')
    .where('user_ref', userRef)
    .whereIn('entity_ref', entityRefs)
    .select<Row[]>(
      'entity_ref',
      'baseline_revision',
      'seen_revision',
      'seen_at',
    );
  // Only in a transaction: two tabs of one user would undo each other.
  if (knex.isTransaction && isPostgres(knex)) query.forUpdate();
  return new Map(
    (await query).map(row => [
      row.entity_ref,
      {
        baseline: Number(row.baseline_revision),
        seen: Number(row.seen_revision),
        seenAt: new Date(row.seen_at),
      },
    ]),
  );
}

/** Remembers what a user has seen. */
export async function writeLook(
  knex: Knex,
  userRef: string,
  entityRef: string,
  look: Look,
): Promise<void> {
  await knex('looks')
    .insert({
      user_ref: userRef,
      entity_ref: entityRef,
      baseline_revision: look.baseline,
      seen_revision: look.seen,
      seen_at: look.seenAt,
    })
    .onConflict(['user_ref', 'entity_ref'])
    .merge();
}
