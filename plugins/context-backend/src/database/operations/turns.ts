import { upsert } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { FULL_BATCH } from '../../pull/patience';
import { inCodeOrder, TimeColumn } from '../columns';

/** An entity that a plugin is to be asked about. */
export interface Turn {
  entityRef: string;
  /** Signals until now; more by the time of the answer mean: ask again. */
  marks: number;
  /** With how many others it may be asked. */
  batchSize: number;
}

interface Row {
  plugin_id: string;
  entity_ref: string;
  due_at: TimeColumn;
  marks: number | string;
  attempts: number;
  batch_size: number;
  problem: string | null;
  problem_since: TimeColumn | null;
  never_asked: boolean | number;
}

/** What a plugin is to be asked about now, longest due first. */
export async function readTurns(
  knex: Knex,
  pluginId: string,
  now: Date,
  limit: number,
): Promise<Turn[]> {
  const rows = await knex('due')
    .where({ plugin_id: pluginId })
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .select<Row[]>('entity_ref', 'marks', 'batch_size');
  return rows.map(row => ({
    entityRef: row.entity_ref,
    marks: Number(row.marks),
    batchSize: row.batch_size,
  }));
}

/**
 * Ends turns. What was marked again meanwhile stays due, since what was answered
 * may be from before the mark.
 *
 * @param options - `problems`: by entity ref, why it is to be asked again;
 *   `batchSizeOf`: then with how many others; `retryAt`: when, after so many
 *   failed attempts
 */
export async function endTurns(
  tx: Knex.Transaction,
  options: {
    pluginId: string;
    turns: Turn[];
    problems: Map<string, string>;
    batchSizeOf: (turn: Turn) => number;
    now: Date;
    retryAt: (attempts: number) => Date;
  },
): Promise<void> {
  const { pluginId, turns, problems, batchSizeOf, now, retryAt } = options;
  const asked = new Map(turns.map(turn => [turn.entityRef, turn]));
  const rows: Row[] = await tx('due')
    .where({ plugin_id: pluginId })
    .whereIn('entity_ref', [...asked.keys()])
    .orderByRaw(inCodeOrder(tx, 'entity_ref'))
    .forUpdate();

  const settled: string[] = [];
  const staying: Row[] = [];
  for (const found of rows) {
    const row = { ...found, marks: Number(found.marks) };
    const problem = problems.get(row.entity_ref);
    const turn = asked.get(row.entity_ref)!;
    const marked = row.marks !== turn.marks;
    if (problem !== undefined) {
      const attempts = row.attempts + 1;
      staying.push({
        ...row,
        due_at: marked ? row.due_at : retryAt(attempts),
        attempts,
        batch_size: batchSizeOf(turn),
        problem,
        problem_since: row.problem_since ?? now,
      });
    } else if (marked) {
      staying.push({
        ...row,
        attempts: 0,
        batch_size: FULL_BATCH,
        problem: null,
        problem_since: null,
        never_asked: false,
      });
    } else {
      settled.push(row.entity_ref);
    }
  }
  await tx('due')
    .where({ plugin_id: pluginId })
    .whereIn('entity_ref', settled)
    .delete();
  await upsert(tx, 'due', ['plugin_id', 'entity_ref'], staying);
}

/**
 * Has a plugin asked at once about everything that waits after failures: it was
 * out of order and answers again.
 */
export async function hurryTurns(
  tx: Knex.Transaction,
  pluginId: string,
  now: Date,
): Promise<void> {
  const waiting = () =>
    tx('due').where({ plugin_id: pluginId }).where('due_at', '>', now);
  await waiting()
    .orderByRaw(inCodeOrder(tx, 'entity_ref'))
    .forUpdate()
    .select('entity_ref');
  await waiting().update({ due_at: now });
}
