import { Knex } from 'knex';
import { giveUpWhenIdle } from '../../giveUpWhenIdle';
import { deleteWhereIn, isPostgres, upsert } from '@throughline/backend-kit';

/**
 * The stages a change in the facts goes through, in this order: each one only
 * ever makes work for itself and for later ones.
 */
export const QUEUES = ['subject', 'change', 'rollout', 'chain'] as const;

/** One of {@link QUEUES}. */
export type Queue = (typeof QUEUES)[number];

/**
 * Marks keys for recomputation. On PostgreSQL this waits for a worker that has
 * claimed the same key and then marks it again: the worker cannot have seen
 * what this transaction is about to commit.
 */
export async function enqueueWork(
  tx: Knex.Transaction,
  queue: Queue,
  keys: Iterable<string>,
): Promise<void> {
  const enqueuedAt = Date.now();
  const rows = [...new Set(keys)]
    .sort()
    .map(key => ({ queue, key, enqueued_at: enqueuedAt }));
  await upsert(tx, 'work', ['queue', 'key'], rows);
}

/** Claims the oldest marked keys until the transaction ends. */
export async function claimWork(
  tx: Knex.Transaction,
  queue: Queue,
  limit: number,
): Promise<string[]> {
  const query = tx('work')
    .select('key')
    .where({ queue })
    .orderBy('enqueued_at')
    .limit(limit);
  if (isPostgres(tx)) query.forUpdate().skipLocked();
  const rows: Array<{ key: string }> = await query;
  return rows.map(({ key }) => key);
}

/** Takes claimed keys off their queue. */
export async function finishWork(
  tx: Knex.Transaction,
  queue: Queue,
  keys: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('work').where({ queue }), 'key', keys);
}

/**
 * Becomes the one that projects, until the transaction ends. Stages read what
 * other subjects' projections wrote, so they run on one replica at a time;
 * another one takes over with the next transaction.
 *
 * @param wait - wait for the holder instead of giving up
 * @returns false when another replica holds it
 */
export async function takeProjectorLease(
  tx: Knex.Transaction,
  options: { wait: boolean },
): Promise<boolean> {
  const query = tx('projector_lease').select('id').where({ id: 1 });
  if (isPostgres(tx)) {
    query.forUpdate();
    if (!options.wait) query.skipLocked();
  }
  const taken = (await query).length > 0;
  if (taken) await giveUpWhenIdle(tx);
  return taken;
}

/** How many keys are marked, counted up to a limit. */
export async function countWork(knex: Knex, limit: number): Promise<number> {
  const some = knex('work').select('key').limit(limit).as('some');
  const [row]: Array<{ count: number | string }> = await knex
    .from(some)
    .count('* as count');
  return Number(row.count);
}
