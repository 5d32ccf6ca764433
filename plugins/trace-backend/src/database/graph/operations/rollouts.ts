import { Knex } from 'knex';
import {
  FailedRollout,
  Rollout,
  RolloutOutcome,
  RolloutStep,
} from '../../../graph/environments';
import {
  parseJson,
  replaceRows,
  selectWhereIn,
} from '@throughline/backend-kit';

/** A rollout as it is stored. */
export interface RolloutRow {
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
  estimated: boolean | number;
}

/** Which rollouts: those of one entity to one environment. */
export interface Line {
  entityRef: string;
  environment: string;
}

/** A rollout from its row. */
export function toRollout(row: RolloutRow): Rollout {
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
    estimated: Boolean(row.estimated),
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

/** Node keys of all deployments. */
export async function readDeployments(knex: Knex): Promise<string[]> {
  return knex('nodes').where({ kind: 'deployment' }).pluck('key');
}

/** The failed deployments, over entities. */
export async function readFailuresByKey(
  knex: Knex,
  keys: Iterable<string>,
): Promise<FailedRollout[]> {
  const rows = await selectWhereIn<
    Pick<
      RolloutRow,
      'entity_ref' | 'environment' | 'key' | 'production' | 'at' | 'version'
    >
  >(() => knex('rollout_failures').select(), 'key', keys);
  return rows.map(({ entity_ref: entityRef, production, ...row }) => ({
    ...row,
    entityRef,
    production: Boolean(production),
  }));
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

/** What rollouts did to the commits, by commit and entity. */
export async function readSteps(
  knex: Knex,
  shas: Iterable<string>,
  entityRefs?: string[],
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
        })
        .modify(query => {
          if (!entityRefs) return;
          query.whereIn('rollout_commits.entity_ref', entityRefs);
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

/** Replaces what is known of the deployments' failures. */
export async function replaceFailures(
  tx: Knex.Transaction,
  keys: string[],
  failures: FailedRollout[],
): Promise<void> {
  await replaceRows(
    tx,
    'rollout_failures',
    { owner: 'key', key: ['entity_ref', 'environment', 'key'] },
    keys,
    failures.map(({ key, production, at, version, ...line }) => ({
      ...where(line),
      key,
      production,
      at,
      version,
    })),
  );
}
