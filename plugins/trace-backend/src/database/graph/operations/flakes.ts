import { replaceRows } from '@throughline/backend-kit';
import { FlakyTest } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { digestOf, Flake } from '../../../flakes/findFlakes';

/** A flake of an entity's commit. */
export interface EntityFlake extends Flake {
  entityRef: string;
  commitKey: string;
}

/** Replaces the flakes of commits, over entities. */
export async function replaceFlakes(
  tx: Knex.Transaction,
  commitKeys: string[],
  flakes: EntityFlake[],
): Promise<void> {
  await replaceRows(
    tx,
    'flakes',
    { owner: 'commit_key', key: ['entity_ref', 'commit_key', 'digest'] },
    commitKeys,
    flakes.map(flake => ({
      entity_ref: flake.entityRef,
      commit_key: flake.commitKey,
      digest: digestOf(flake),
      suite: flake.suite,
      test: flake.test,
      job: flake.job ?? null,
      matrix: flake.matrix ?? null,
      at: flake.at,
      waited_seconds: flake.waitedSeconds,
    })),
  );
}

interface FlakyRow {
  suite: string;
  test: string;
  occurrences: number | string;
  waited: number | string;
  last: string;
}

/**
 * The tests of an entity that were flaky within a period, those that were
 * waited for longest first, then those that were flaky most often.
 *
 * @param limit - how many at the most
 */
export async function readFlakyTests(
  knex: Knex,
  entityRef: string,
  period: { from: string; to: string },
  limit: number,
): Promise<FlakyTest[]> {
  const rows = await knex('flakes')
    .select('suite', 'test')
    .count({ occurrences: '*' })
    .sum({ waited: 'waited_seconds' })
    .max({ last: 'at' })
    .where({ entity_ref: entityRef })
    .where('at', '>=', period.from)
    .where('at', '<', period.to)
    .groupBy('suite', 'test')
    .orderBy([
      { column: 'waited', order: 'desc' },
      { column: 'occurrences', order: 'desc' },
      'suite',
      'test',
    ])
    .limit(limit);
  return (rows as unknown as FlakyRow[]).map(
    ({ suite, test, occurrences, waited, last }) => ({
      suite,
      test,
      occurrences: Number(occurrences),
      waitedMinutes: Math.round(Number(waited) / 60),
      lastSeenAt: last,
    }),
  );
}
