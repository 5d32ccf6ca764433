import { Knex } from 'knex';
import { CommitParents, Landing } from '../../../graph/types';
import {
  deleteWhereIn,
  inParts,
  insertMissing,
  selectWhereIn,
} from '@throughline/backend-kit';

function byRepository<T extends { repository: string }>(
  items: T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    groups.set(item.repository, [...(groups.get(item.repository) ?? []), item]);
  }
  return groups;
}

/** Walks that are read at once. */
const WALKS_PER_QUERY = 500;

interface ParentRow {
  sha: string;
  parent: string;
  position: number;
}

function toParents(rows: ParentRow[]): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  for (const { sha, parent, position } of rows) {
    parents.set(sha, parents.get(sha) ?? []);
    if (parent) parents.get(sha)![position] = parent;
  }
  return parents;
}

/**
 * Parents of the commits, and of as many of their ancestors as the limit lets
 * in with them. Commits that are not known are left out.
 */
export async function readAncestors(
  knex: Knex,
  repository: string,
  shas: string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  for (const part of inParts(shas, WALKS_PER_QUERY)) {
    const starts = part.map(() => '(CAST(? AS varchar(64)))').join(', ');
    const result = await knex.raw(
      `WITH RECURSIVE starts(sha) AS (VALUES ${starts}),
       walk(sha) AS (
         SELECT sha FROM starts
         UNION
         SELECT p.parent FROM commit_parents p
         JOIN walk ON p.sha = walk.sha
         WHERE p.repository = ? AND p.parent <> ''
       )
       SELECT c.sha AS sha, c.parent AS parent, c.position AS position
       FROM (SELECT sha FROM walk LIMIT ?) AS near
       JOIN commit_parents c ON c.repository = ? AND c.sha = near.sha`,
      [...part, repository, Math.max(limit, part.length), repository],
    );
    toParents(result.rows ?? result).forEach((of, sha) => parents.set(sha, of));
  }
  return parents;
}

/** Where a walk along first parents begins, and how many commits it is. */
export interface FirstParentWalk {
  sha: string;
  count: number;
}

/**
 * Commits from each start back along first parents, the start included. One
 * that is not known ends its walk.
 *
 * @returns by the start; a start that is asked for twice has its longest walk
 */
export async function readFirstParents(
  knex: Knex,
  repository: string,
  walks: FirstParentWalk[],
): Promise<Map<string, string[]>> {
  const longest = new Map<string, number>();
  for (const { sha, count } of walks) {
    longest.set(sha, Math.max(count, longest.get(sha) ?? 1));
  }
  const found = new Map([...longest.keys()].map(sha => [sha, [sha]]));
  const further = [...longest].filter(([, count]) => count > 1);
  for (const part of inParts(further, WALKS_PER_QUERY)) {
    const starts = part
      .map(() => '(CAST(? AS varchar(64)), CAST(? AS integer))')
      .join(', ');
    const result = await knex.raw(
      `WITH RECURSIVE starts(start, count) AS (VALUES ${starts}),
       walk(start, sha, depth, count) AS (
         SELECT start, start, 1, count FROM starts
         UNION ALL
         SELECT walk.start, (
           SELECT p.parent FROM commit_parents p
           WHERE p.repository = ? AND p.sha = walk.sha AND p.position = 0
         ), walk.depth + 1, walk.count
         FROM walk WHERE walk.depth < walk.count AND walk.sha <> ''
       )
       SELECT start, sha FROM walk WHERE depth > 1 AND sha <> '' ORDER BY depth`,
      [...part.flat(), repository],
    );
    const rows: Array<{ start: string; sha: string }> = result.rows ?? result;
    rows.forEach(({ start, sha }) => found.get(start)!.push(sha));
  }
  return found;
}

/**
 * Stores the parents of commits.
 *
 * @returns repositories in which a known commit's parents became others
 */
export async function writeParents(
  tx: Knex.Transaction,
  commits: CommitParents[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const [repository, items] of byRepository(commits)) {
    const shas = items.map(({ sha }) => sha);
    const known = toParents(
      await selectWhereIn<ParentRow>(
        () =>
          tx('commit_parents')
            .select('sha', 'parent', 'position')
            .where({ repository }),
        'sha',
        shas,
      ),
    );
    const fresh = items.filter(({ sha, parents }) => {
      const held = known.get(sha);
      const same = held?.join() === parents.join();
      if (held && !same) changed.add(repository);
      return !same;
    });
    await deleteWhereIn(
      () => tx('commit_parents').where({ repository }),
      'sha',
      fresh.map(({ sha }) => sha).filter(sha => known.has(sha)),
    );
    await insertMissing(
      tx,
      'commit_parents',
      ['repository', 'sha', 'parent'],
      fresh.flatMap(({ sha, parents }) =>
        (parents.length > 0 ? parents : ['']).map((parent, position) => ({
          repository,
          sha,
          parent,
          position,
        })),
      ),
    );
  }
  return changed;
}

/** Stores which push brought which commits; a push never loses one. */
export async function writeLandings(
  tx: Knex.Transaction,
  landings: Landing[],
): Promise<void> {
  await insertMissing(
    tx,
    'landings',
    ['repository', 'after', 'sha'],
    [...landings],
  );
}

/** Commits that the push ending at each of these commits brought. */
export async function readLandings(
  knex: Knex,
  repository: string,
  afters: string[],
): Promise<Landing[]> {
  return selectWhereIn<Landing>(
    () =>
      knex('landings')
        .select('repository', 'after', 'sha')
        .where({ repository }),
    'after',
    afters,
  );
}

/** Rollouts that wait for one of these commits to become known. */
export async function readRolloutsMissing(
  knex: Knex,
  commits: CommitParents[],
): Promise<string[]> {
  const keys: string[] = [];
  for (const [repository, items] of byRepository(commits)) {
    const rows = await selectWhereIn<{ key: string }>(
      () => knex('rollout_missing').distinct('key').where({ repository }),
      'sha',
      items.map(({ sha }) => sha),
    );
    keys.push(...rows.map(({ key }) => key));
  }
  return keys;
}
