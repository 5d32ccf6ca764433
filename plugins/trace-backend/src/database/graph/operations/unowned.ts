import { deleteWhereIn, replaceRows } from '@throughline/backend-kit';
import { Knex } from 'knex';

/** That a change touched what no entity claims. */
export interface UnownedChange {
  changeKey: string;
  repository: string;
  /** What would claim it; empty: which files is not known, or not to be shown. */
  glob: string;
  /** ISO 8601: when it came to the base branch. */
  landedAt: string;
  /** Whether it belongs to an entity, too. */
  owned: boolean;
}

/** Replaces what changes touched that no entity claims. */
export async function replaceUnowned(
  tx: Knex.Transaction,
  changeKeys: string[],
  unowned: UnownedChange[],
): Promise<void> {
  await replaceRows(
    tx,
    'unowned_changes',
    { owner: 'change_key', key: ['change_key', 'glob'] },
    changeKeys,
    unowned.map(({ changeKey, repository, glob, landedAt, owned }) => ({
      change_key: changeKey,
      glob,
      repository,
      landed_at: landedAt,
      owned,
    })),
  );
}

/** Forgets what the changes touched, until they are projected anew. */
export async function deleteUnowned(
  tx: Knex.Transaction,
  changeKeys: string[],
): Promise<void> {
  await deleteWhereIn(() => tx('unowned_changes'), 'change_key', changeKeys);
}

/**
 * Repositories, by name, that entities claim parts of and in which something
 * changed since a time that nobody claims.
 *
 * @param options - `repository`: only this one. `after`: the last one of the
 *   page before
 */
export async function readUnownedRepositories(
  knex: Knex,
  options: {
    since: string;
    repository?: string;
    after?: string;
    limit: number;
  },
): Promise<string[]> {
  const { since, repository, after, limit } = options;
  const query = knex('entities')
    .distinct('repository')
    .whereNotNull('repository')
    .whereExists(
      knex('unowned_changes')
        .select(knex.raw('1'))
        .whereRaw('unowned_changes.repository = entities.repository')
        .where('unowned_changes.landed_at', '>=', since),
    )
    .orderBy('repository')
    .limit(limit);
  if (repository !== undefined) query.where({ repository });
  if (after !== undefined) query.where('repository', '>', after);
  const rows: Array<{ repository: string }> = await query;
  return rows.map(row => row.repository);
}

/** Rows that are counted of one repository, the newest. */
export const MAX_COUNTED = 5_000;

/** What of a repository nobody claims. */
export interface UnownedGlob {
  glob: string;
  /** Changes since the time that was asked for. */
  changes: number;
  /** Those of them that belong to an entity, too. */
  owned: number;
  /** Key of the latest of them. */
  latest: string;
  latestAt: string;
}

/**
 * What of a repository nobody claims, the most changed first. Of a repository
 * with more than {@link MAX_COUNTED} rows the newest are counted.
 */
export async function readUnownedGlobs(
  knex: Knex,
  repository: string,
  options: { since: string; limit: number },
): Promise<UnownedGlob[]> {
  const recent = knex('unowned_changes')
    .where({ repository })
    .where('landed_at', '>=', options.since)
    .orderBy([
      { column: 'landed_at', order: 'desc' },
      { column: 'change_key', order: 'desc' },
      { column: 'glob', order: 'desc' },
    ])
    .limit(MAX_COUNTED)
    .as('recent');
  const ranked = knex
    .from(recent)
    .select(
      'glob',
      'change_key',
      'landed_at',
      knex.raw('COUNT(*) OVER (PARTITION BY glob) AS changes'),
      knex.raw(
        'SUM(CASE WHEN owned THEN 1 ELSE 0 END) OVER (PARTITION BY glob) AS owned_changes',
      ),
      knex.raw(
        'ROW_NUMBER() OVER (PARTITION BY glob ORDER BY landed_at DESC, change_key DESC) AS place',
      ),
    )
    .as('ranked');
  const rows: Array<{
    glob: string;
    change_key: string;
    landed_at: string;
    changes: number | string;
    owned_changes: number | string;
  }> = await knex
    .from(ranked)
    .select()
    .where({ place: 1 })
    .orderBy([{ column: 'changes', order: 'desc' }, { column: 'glob' }])
    .limit(options.limit);
  return rows.map(row => ({
    glob: row.glob,
    changes: Number(row.changes),
    owned: Number(row.owned_changes),
    latest: row.change_key,
    latestAt: row.landed_at,
  }));
}
