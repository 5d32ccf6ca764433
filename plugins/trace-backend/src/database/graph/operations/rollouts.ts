import { Knex } from 'knex';
import {
  EnvironmentLine,
  Rollout,
  RolloutOutcome,
  RolloutStep,
} from '../../../graph/environments';
import {
  deleteWhereIn,
  insertMissing,
  parseJson,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';

interface RolloutRow {
  entity_ref: string;
  environment: string;
  key: string;
  release: boolean | number;
  production: boolean | number;
  repository: string;
  sha: string;
  at: string;
  version: string;
  outcome: RolloutOutcome;
  previous: string | null;
  missing: string;
}

/** Which rollouts: those of one entity to one environment. */
export interface Line {
  entityRef: string;
  environment: string;
}

function toRollout(row: RolloutRow): Rollout {
  return {
    entityRef: row.entity_ref,
    environment: row.environment,
    key: row.key,
    release: Boolean(row.release),
    production: Boolean(row.production),
    repository: row.repository,
    sha: row.sha,
    at: row.at,
    version: row.version,
    outcome: row.outcome,
    previous: row.previous ?? undefined,
    missing: parseJson<string[]>(row.missing),
  };
}

const where = ({ entityRef, environment }: Line) => ({
  entity_ref: entityRef,
  environment,
});

/** All rows of the deployments or artifacts, over entities. */
export async function readRolloutsByKey(
  knex: Knex,
  keys: Iterable<string>,
): Promise<Rollout[]> {
  const rows = await selectWhereIn<RolloutRow>(
    () => knex('rollouts').select(),
    'key',
    keys,
  );
  return rows.map(toRollout);
}

/** The rollout just before a place in the line, and the one just after. */
export async function readNeighbours(
  knex: Knex,
  line: Line,
  place: { at: string; key: string },
): Promise<{ before?: Rollout; after?: Rollout }> {
  const from = (operator: '<' | '>', direction: 'asc' | 'desc') =>
    knex('rollouts')
      .where(where(line))
      .whereRaw(`(??, ??) ${operator} (?, ?)`, [
        'at',
        'key',
        place.at,
        place.key,
      ])
      .orderBy([
        { column: 'at', order: direction },
        { column: 'key', order: direction },
      ])
      .first<RolloutRow | undefined>();
  const before = await from('<', 'desc');
  const after = await from('>', 'asc');
  return {
    before: before && toRollout(before),
    after: after && toRollout(after),
  };
}

/** Creates or replaces a rollout, with the commits it waits for. */
export async function writeRollout(
  tx: Knex.Transaction,
  rollout: Rollout,
): Promise<void> {
  await upsert(
    tx,
    'rollouts',
    ['entity_ref', 'environment', 'key'],
    [
      {
        ...where(rollout),
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
      },
    ],
  );
}

/** Replaces the list of unknown commits that deployments or artifacts wait for. */
export async function replaceMissing(
  tx: Knex.Transaction,
  key: string,
): Promise<void> {
  const rollouts = await readRolloutsByKey(tx, [key]);
  await tx('rollout_missing').where({ key }).delete();
  await insertMissing(
    tx,
    'rollout_missing',
    ['repository', 'sha', 'key'],
    rollouts.flatMap(({ repository, missing }) =>
      missing.map(sha => ({ repository, sha, key })),
    ),
  );
}

/** Removes a rollout and what it did. */
export async function deleteRollout(
  tx: Knex.Transaction,
  rollout: Rollout,
): Promise<void> {
  const row = { ...where(rollout), key: rollout.key };
  await tx('rollout_commits').where(row).delete();
  await tx('rollouts').where(row).delete();
}

/** What a rollout is known to have done: commit → direction. */
export async function readRolloutCommits(
  knex: Knex,
  rollout: Line & { key: string },
): Promise<Map<string, string>> {
  const rows: Array<{ sha: string; direction: string }> = await knex(
    'rollout_commits',
  )
    .select('sha', 'direction')
    .where({ ...where(rollout), key: rollout.key });
  return new Map(rows.map(({ sha, direction }) => [sha, direction]));
}

/** Stores what a rollout did, changing only the rows that differ. */
export async function writeRolloutCommits(
  tx: Knex.Transaction,
  rollout: Line & { key: string },
  held: Map<string, string>,
  commits: Map<string, string>,
): Promise<void> {
  const row = { ...where(rollout), key: rollout.key };
  const gone = [...held.keys()].filter(
    sha => held.get(sha) !== commits.get(sha),
  );
  await deleteWhereIn(() => tx('rollout_commits').where(row), 'sha', gone);
  await insertMissing(
    tx,
    'rollout_commits',
    ['entity_ref', 'environment', 'key', 'sha'],
    [...commits]
      .filter(([sha, direction]) => held.get(sha) !== direction)
      .map(([sha, direction]) => ({ ...row, sha, direction })),
  );
}

/** The environments that the entities are known to be deployed to. */
export async function readLines(
  knex: Knex,
  entityRefs: Iterable<string>,
): Promise<Map<string, EnvironmentLine[]>> {
  const rows = await selectWhereIn<{
    entity_ref: string;
    environment: string;
    production: number | boolean;
    release: number | boolean;
    since: string;
  }>(
    () =>
      knex('rollouts')
        .select('entity_ref', 'environment')
        .select(
          knex.raw('MAX(CASE WHEN ?? THEN 1 ELSE 0 END) AS ??', [
            'production',
            'production',
          ]),
        )
        .select(
          knex.raw('MAX(CASE WHEN ?? THEN 1 ELSE 0 END) AS ??', [
            'release',
            'release',
          ]),
        )
        .min({ since: 'at' })
        .groupBy('entity_ref', 'environment'),
    'entity_ref',
    entityRefs,
  );
  const byEntity = new Map<string, EnvironmentLine[]>();
  for (const row of rows) {
    byEntity.set(row.entity_ref, [
      ...(byEntity.get(row.entity_ref) ?? []),
      {
        environment: row.environment,
        production: Number(row.production) === 1,
        release: Number(row.release) === 1,
        since: row.since,
      },
    ]);
  }
  byEntity.forEach(lines =>
    lines.sort((a, b) => a.environment.localeCompare(b.environment)),
  );
  return byEntity;
}

/** What rollouts did to the commits, by commit and entity. */
export async function readSteps(
  knex: Knex,
  shas: Iterable<string>,
): Promise<Map<string, RolloutStep[]>> {
  const rows = await selectWhereIn<
    RolloutRow & { commit: string; direction: 'added' | 'removed' }
  >(
    () =>
      knex('rollout_commits')
        .join('rollouts', join =>
          join
            .on('rollouts.entity_ref', 'rollout_commits.entity_ref')
            .on('rollouts.environment', 'rollout_commits.environment')
            .on('rollouts.key', 'rollout_commits.key'),
        )
        .select('rollouts.*', {
          commit: 'rollout_commits.sha',
          direction: 'rollout_commits.direction',
        }),
    'rollout_commits.sha',
    shas,
  );
  const byCommit = new Map<string, RolloutStep[]>();
  for (const row of rows) {
    const steps = byCommit.get(row.commit) ?? [];
    steps.push({ rollout: toRollout(row), direction: row.direction });
    byCommit.set(row.commit, steps);
  }
  return byCommit;
}
