import { Knex } from 'knex';
import { giveUpWhenIdle } from '../../giveUpWhenIdle';
import {
  deleteWhereIn,
  insertArrays,
  insertMissing,
  isPostgres,
} from '@throughline/backend-kit';

/**
 * The stages a change in the facts goes through, in this order: each one only
 * ever makes work for itself and for later ones.
 */
export const QUEUES = [
  'subject',
  'change',
  'rollout',
  'incident',
  'finding',
  'chain',
  'flake',
] as const;

/** One of {@link QUEUES}. */
export type Queue = (typeof QUEUES)[number];

/**
 * Marks keys for recomputation. On PostgreSQL this waits for a worker that has
 * claimed the same key and then marks it again: the worker cannot have seen
 * what this transaction is about to commit. A key that waits already keeps the
 * time since when it does.
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
  if (isPostgres(tx)) {
    await insertArrays(
      tx,
      'work',
      rows,
      () =>
        'ON CONFLICT (queue, key) DO UPDATE SET enqueued_at = work.enqueued_at',
    );
  } else {
    await insertMissing(tx, 'work', ['queue', 'key'], rows);
  }
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

/** When the newest marked key of a queue was marked; 0 when none is. */
export async function newestWork(knex: Knex, queue: Queue): Promise<number> {
  const [{ newest }]: Array<{ newest: number | string | null }> = await knex(
    'work',
  )
    .where({ queue })
    .max('enqueued_at as newest');
  return Number(newest ?? 0);
}

/** Whether any key of a queue waits, one that is being worked on included. */
export async function hasWork(knex: Knex, queue: Queue): Promise<boolean> {
  const waiting = await knex('work').where({ queue }).first('key');
  return waiting !== undefined;
}

/** Whether keys of a queue wait that were marked up to a time. */
export async function hasWorkUntil(
  knex: Knex,
  queue: Queue,
  until: number,
): Promise<boolean> {
  const waiting = await knex('work')
    .where({ queue })
    .where('enqueued_at', '<=', until)
    .first('key');
  return waiting !== undefined;
}

/** How many keys are marked, counted up to a limit. */
export async function countWork(knex: Knex, limit: number): Promise<number> {
  const some = knex('work').select('key').limit(limit).as('some');
  const [row]: Array<{ count: number | string }> = await knex
    .from(some)
    .count('* as count');
  return Number(row.count);
}
