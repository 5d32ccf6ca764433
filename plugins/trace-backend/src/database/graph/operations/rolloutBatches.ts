import {
  deleteWhereIn,
  inParts,
  insertMissing,
  upsert,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { Rollout, UNKNOWN_COMMIT } from '../../../graph/environments';
import { Line, readRolloutsByKey, RolloutRow, toRollout } from './rollouts';

/** Rollouts and places in one statement. */
const PER_QUERY = 200;

/** Which rollout. */
export type RolloutId = Line & { key: string };

/** Where in a line a rollout is, or was. */
export type Place = RolloutId & { at: string };

/** The same text for the same rollout. */
export const rolloutId = ({ entityRef, environment, key }: RolloutId) =>
  [entityRef, environment, key].join('\n');

const tuple = ({ entityRef, environment, key }: RolloutId) => [
  entityRef,
  environment,
  key,
];

const ID = ['entity_ref', 'environment', 'key'];

/**
 * The rollouts just before places in their lines, or just after, read together.
 *
 * @returns in the order of the places; a place at an end has none
 */
export async function readBeside(
  knex: Knex,
  side: 'before' | 'after',
  places: Place[],
): Promise<Array<Rollout | undefined>> {
  const [operator, direction] =
    side === 'before' ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
  const beside: Array<Rollout | undefined> = [];
  for (const part of inParts(places, PER_QUERY)) {
    const values = part
      .map(
        () =>
          '(CAST(? AS integer), CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text))',
      )
      .join(', ');
    const result = await knex.raw(
      `WITH places(number, entity_ref, environment, at, key) AS (VALUES ${values}),
       near AS MATERIALIZED (
         SELECT p.number, p.entity_ref, p.environment, (
           SELECT o.key FROM rollouts o
           WHERE o.entity_ref = p.entity_ref AND o.environment = p.environment
             AND (o.at, o.key) ${operator} (p.at, p.key)
           ORDER BY o.at ${direction}, o.key ${direction} LIMIT 1
         ) AS key
         FROM places p
       )
       SELECT near.number, r.* FROM near JOIN rollouts r
         ON r.entity_ref = near.entity_ref AND r.environment = near.environment
         AND r.key = near.key`,
      part.flatMap(({ entityRef, environment, at, key }, index) => [
        index,
        entityRef,
        environment,
        at,
        key,
      ]),
    );
    const rows: Array<RolloutRow & { number: number }> = result.rows ?? result;
    const found = new Map(rows.map(row => [row.number, toRollout(row)]));
    beside.push(...part.map((_, number) => found.get(number)));
  }
  return beside;
}

/**
 * What rollouts are known to have done: commit → direction.
 *
 * @returns by {@link rolloutId}, of each one that is asked for
 */
export async function readCommitsOfRollouts(
  knex: Knex,
  rollouts: RolloutId[],
): Promise<Map<string, Map<string, string>>> {
  const found = new Map(
    rollouts.map(one => [rolloutId(one), new Map<string, string>()]),
  );
  for (const part of inParts(rollouts, PER_QUERY)) {
    const rows: Array<
      Pick<RolloutRow, 'entity_ref' | 'environment' | 'key'> & {
        sha: string;
        direction: string;
      }
    > = await knex('rollout_commits')
      .select(...ID, 'sha', 'direction')
      .whereIn(ID, part.map(tuple));
    for (const { entity_ref: entityRef, environment, key, ...row } of rows) {
      const id = rolloutId({ entityRef, environment, key });
      found.get(id)!.set(row.sha, row.direction);
    }
  }
  return found;
}

/** A rollout as a row; equal rollouts have equal rows. */
function toRow(rollout: Rollout) {
  return {
    entity_ref: rollout.entityRef,
    environment: rollout.environment,
    key: rollout.key,
    release: rollout.release,
    production: rollout.production,
    repository: rollout.repository,
    sha: rollout.sha,
    at: rollout.at,
    version: rollout.version,
    outcome: rollout.outcome,
    previous: rollout.previous ?? null,
    missing: JSON.stringify(rollout.missing),
    estimated: rollout.estimated,
  };
}

/** Whether two are stored as the same. */
export function isStoredAs(a: Rollout, b: Rollout): boolean {
  return JSON.stringify(toRow(a)) === JSON.stringify(toRow(b));
}

/** Creates or replaces rollouts. */
export async function writeRollouts(
  tx: Knex.Transaction,
  rollouts: Rollout[],
): Promise<void> {
  await upsert(tx, 'rollouts', ID, rollouts.map(toRow));
}

/** Removes rollouts and what they did. */
export async function deleteRollouts(
  tx: Knex.Transaction,
  rollouts: RolloutId[],
): Promise<void> {
  for (const part of inParts(rollouts, PER_QUERY)) {
    for (const table of ['rollout_commits', 'rollouts']) {
      await tx(table).whereIn(ID, part.map(tuple)).delete();
    }
  }
}

/** What a rollout did, before and now: commit → direction. */
export interface CommitsOfRollout {
  rollout: RolloutId;
  held: ReadonlyMap<string, string>;
  commits: ReadonlyMap<string, string>;
}

/** Stores what rollouts did, changing only the rows that differ. */
export async function writeCommitsOfRollouts(
  tx: Knex.Transaction,
  all: CommitsOfRollout[],
): Promise<void> {
  const fresh: object[] = [];
  for (const { rollout, held, commits } of all) {
    const { entityRef, environment, key } = rollout;
    const row = { entity_ref: entityRef, environment, key };
    await deleteWhereIn(
      () => tx('rollout_commits').where(row),
      'sha',
      [...held.keys()].filter(sha => held.get(sha) !== commits.get(sha)),
    );
    for (const [sha, direction] of commits) {
      if (held.get(sha) !== direction) fresh.push({ ...row, sha, direction });
    }
  }
  await insertMissing(tx, 'rollout_commits', [...ID, 'sha'], fresh);
}

/**
 * Replaces the lists of unknown commits that deployments or artifacts wait for.
 */
export async function replaceMissing(
  tx: Knex.Transaction,
  keys: Iterable<string>,
): Promise<void> {
  const all = [...keys];
  const rollouts = await readRolloutsByKey(tx, all);
  await deleteWhereIn(() => tx('rollout_missing'), 'key', all);
  await insertMissing(
    tx,
    'rollout_missing',
    ['repository', 'sha', 'key'],
    rollouts.flatMap(({ repository, missing, key }) =>
      missing
        .filter(sha => sha !== UNKNOWN_COMMIT)
        .map(sha => ({ repository, sha, key })),
    ),
  );
}
