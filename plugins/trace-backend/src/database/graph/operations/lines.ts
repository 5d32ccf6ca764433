import { inParts } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { EnvironmentLine, RELEASE } from '../../../graph/environments';
import { Line } from './rollouts';

/** Entities asked about in one statement. */
const REFS_PER_QUERY = 100;

/**
 * Reads something of each line of the entities. It goes from line to line
 * through an index: a line costs the same whether it has ten rollouts or a
 * hundred thousand.
 *
 * @param columns - SQL of what to select; the line at hand is called `line`
 */
async function eachLine<Row>(
  knex: Knex,
  table: 'rollouts' | 'rollout_failures',
  entityRefs: Iterable<string>,
  columns: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const refs of inParts([...new Set(entityRefs)], REFS_PER_QUERY)) {
    const asked = refs.map(() => '(CAST(? AS text))').join(', ');
    const result = await knex.raw(
      `WITH RECURSIVE asked(ref) AS (VALUES ${asked}),
       line(entity_ref, environment) AS (
         SELECT ref, (SELECT MIN(first.environment) FROM ${table} AS first
           WHERE first.entity_ref = asked.ref) FROM asked
         UNION ALL
         SELECT entity_ref, (SELECT MIN(next.environment) FROM ${table} AS next
           WHERE next.entity_ref = line.entity_ref
             AND next.environment > line.environment) FROM line
           WHERE environment IS NOT NULL
       )
       SELECT entity_ref, environment, ${columns}
       FROM line WHERE environment IS NOT NULL`,
      refs,
    );
    rows.push(...(result.rows ?? result));
  }
  return rows;
}

const inLine = (table: string) =>
  `${table} WHERE ${table}.entity_ref = line.entity_ref AND ${table}.environment = line.environment`;
const last = 'ORDER BY at DESC, key DESC LIMIT 1';

interface LineRow {
  entity_ref: string;
  environment: string;
}

/** The environments that the entities are known to be deployed to. */
export async function readLines(
  knex: Knex,
  entityRefs: Iterable<string>,
): Promise<Map<string, EnvironmentLine[]>> {
  const rows = await eachLine<
    LineRow & { production: string | null; since: string }
  >(
    knex,
    'rollouts',
    entityRefs,
    // Not EXISTS, for which PostgreSQL may prefer to read all rollouts once.
    `(SELECT MIN(at) FROM ${inLine('rollouts')} AND production) AS production,
     (SELECT MIN(at) FROM ${inLine('rollouts')}) AS since`,
  );
  const byEntity = new Map<string, EnvironmentLine[]>();
  for (const { entity_ref: ref, environment, production, since } of rows) {
    const lines = byEntity.get(ref) ?? [];
    lines.push({
      environment,
      production: Boolean(production),
      release: environment === RELEASE,
      since,
    });
    byEntity.set(ref, lines);
  }
  byEntity.forEach(lines =>
    lines.sort((a, b) => a.environment.localeCompare(b.environment)),
  );
  return byEntity;
}

/** Which rollouts a line is told by. */
export interface LineEnds extends Line {
  /** Node key of the last one. */
  last: string;
  /** Node key of the last one that changed what runs there. */
  lastMoved: string;
}

/** The last rollouts of each line of the entities. */
export async function readLineEnds(
  knex: Knex,
  entityRefs: Iterable<string>,
): Promise<LineEnds[]> {
  const rows = await eachLine<LineRow & { last: string; moved: string | null }>(
    knex,
    'rollouts',
    entityRefs,
    `(SELECT key FROM ${inLine('rollouts')} ${last}) AS last,
     (SELECT key FROM ${inLine(
       'rollouts',
     )} AND outcome <> 'redeploy' ${last}) AS moved`,
  );
  return rows.map(row => ({
    entityRef: row.entity_ref,
    environment: row.environment,
    last: row.last,
    lastMoved: row.moved ?? row.last,
  }));
}

/** Node keys of the last failed deployment of each line of the entities. */
export async function readLastFailures(
  knex: Knex,
  entityRefs: Iterable<string>,
): Promise<string[]> {
  const rows = await eachLine<LineRow & { last: string }>(
    knex,
    'rollout_failures',
    entityRefs,
    `(SELECT key FROM ${inLine('rollout_failures')} ${last}) AS last`,
  );
  return rows.map(row => row.last);
}
