import {
  deleteWhereIn,
  inParts,
  insertMissing,
  selectWhereIn,
} from '@throughline/backend-kit';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';

/** Paths that a merged change changed. */
export interface LandedPaths {
  changeKey: string;
  repository: string;
  /** ISO 8601. */
  landedAt: string;
  paths: string[];
}

interface PathRow {
  repository: string;
  path: string;
  landed_at: string;
  change_key: string;
}

const digestOf = (path: string) =>
  createHash('sha256').update(path).digest('base64url').slice(0, 22);

/** The next or the last change of a path, beside that of row `p`. */
const beside = (column: string, operator: '<' | '>') =>
  `(SELECT o.${column} FROM flow_paths o
    WHERE o.repository = p.repository AND o.path = p.path
      AND (o.landed_at, o.change_key) ${operator} (p.landed_at, p.change_key)
    ORDER BY o.landed_at ${operator === '<' ? 'DESC' : 'ASC'},
      o.change_key ${operator === '<' ? 'DESC' : 'ASC'}
    LIMIT 1)`;

async function queryOf<Row>(
  knex: Knex,
  sql: (marks: string) => string,
  keys: string[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const part of inParts(keys, 500)) {
    const result = await knex.raw(sql(part.map(() => '?').join(', ')), part);
    rows.push(...(result.rows ?? result));
  }
  return rows;
}

/** Changes that changed a path last before one of the changes did. */
async function predecessors(knex: Knex, keys: string[]): Promise<string[]> {
  const rows = await queryOf<{ before: string | null }>(
    knex,
    marks => `SELECT DISTINCT ${beside('change_key', '<')} AS before
      FROM flow_paths p WHERE p.change_key IN (${marks})`,
    keys,
  );
  return rows.flatMap(({ before }) => before ?? []);
}

/**
 * Replaces what is known of the paths that changes changed, and writes when
 * each of them, and each change before them, was changed again. It is the same
 * in whatever order the changes come.
 *
 * @param keys - all changes that are spoken of; those without paths have none
 * @param created - those of them whose rows do not say yet when that was
 * @returns refs of the entities of which a row became another
 */
export async function replacePaths(
  tx: Knex.Transaction,
  keys: string[],
  landed: LandedPaths[],
  created: string[],
): Promise<Set<string>> {
  const wanted = landed.flatMap(({ paths, ...of }) =>
    [...new Set(paths.map(digestOf))].map(
      (path): PathRow => ({
        repository: of.repository,
        path,
        landed_at: of.landedAt,
        change_key: of.changeKey,
      }),
    ),
  );
  const identity = (row: PathRow) =>
    [row.change_key, row.path, row.landed_at, row.repository].join('\n');
  const held = await selectWhereIn<PathRow>(
    () => tx('flow_paths').select(),
    'change_key',
    keys,
  );
  const heldIds = new Set(held.map(identity));
  const wantedIds = new Set(wanted.map(identity));
  const changed = new Set(
    [
      ...held.filter(row => !wantedIds.has(identity(row))),
      ...wanted.filter(row => !heldIds.has(identity(row))),
    ].map(row => row.change_key),
  );
  const moved = [...changed];
  const known = new Set(held.map(row => row.change_key));
  const replaced = moved.filter(key => known.has(key));
  const before = await predecessors(tx, replaced);
  await deleteWhereIn(() => tx('flow_paths'), 'change_key', replaced);
  await insertMissing(
    tx,
    'flow_paths',
    ['repository', 'path', 'landed_at', 'change_key'],
    wanted.filter(row => changed.has(row.change_key)),
  );
  const after = await predecessors(tx, moved);
  return writeChangedAgain(tx, [
    ...new Set([...created, ...moved, ...before, ...after]),
  ]);
}

/** Writes when changes were changed again, where that became another time. */
async function writeChangedAgain(
  tx: Knex.Transaction,
  keys: string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const next = new Map(
    (
      await queryOf<{ change_key: string; next: string | null }>(
        tx,
        marks => `SELECT p.change_key, MIN(${beside('landed_at', '>')}) AS next
          FROM flow_paths p WHERE p.change_key IN (${marks})
          GROUP BY p.change_key`,
        keys,
      )
    ).map(row => [row.change_key, row.next]),
  );
  const rows = await selectWhereIn<{
    entity_ref: string;
    change_key: string;
    changed_again_at: string | null;
  }>(
    () =>
      tx('flow_changes').select('entity_ref', 'change_key', 'changed_again_at'),
    'change_key',
    keys,
  );
  const owners = new Set<string>();
  const others = new Map<string, string | null>();
  for (const { entity_ref, change_key, changed_again_at } of rows) {
    const time = next.get(change_key) ?? null;
    if (time === changed_again_at) continue;
    owners.add(entity_ref);
    others.set(change_key, time);
  }
  for (const part of inParts([...others], 500)) {
    await tx.raw(
      `WITH others(key, at) AS (VALUES ${part
        .map(() => '(CAST(? AS text), CAST(? AS text))')
        .join(', ')})
       UPDATE flow_changes SET changed_again_at = others.at
       FROM others WHERE flow_changes.change_key = others.key`,
      part.flat() as Knex.RawBinding[],
    );
  }
  return owners;
}
