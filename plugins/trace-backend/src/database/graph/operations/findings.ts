import {
  deleteWhereIn,
  parseJson,
  selectWhereIn,
  upsert,
} from '@throughline/backend-kit';
import {
  FindingState,
  FindingSummary,
  Severity,
  SEVERITIES,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';

/** A finding of an entity as it is stored: what hangs on the clock is not said. */
export interface StoredFinding {
  /** Empty: no entity claims it. */
  entityRef: string;
  key: string;
  repository: string;
  /** Empty where no scans say whether it is still there. */
  line: string;
  state: 'open' | 'closed' | 'branch';
  /** ISO 8601: when its exception ends. */
  exceptedUntil?: string;
  /** Whether it was excepted when it was projected. */
  excepted: boolean;
  finding: Omit<FindingSummary, 'state'>;
}

interface FindingRow {
  entity_ref: string;
  key: string;
  repository: string;
  line: string;
  rank: number;
  state: StoredFinding['state'];
  opened_at: string;
  closed_at: string | null;
  excepted_until: string | null;
  excepted: boolean | number;
  finding: string;
}

function toStored(row: FindingRow): StoredFinding {
  return {
    entityRef: row.entity_ref,
    key: row.key,
    repository: row.repository,
    line: row.line,
    state: row.state,
    exceptedUntil: row.excepted_until ?? undefined,
    excepted: Boolean(row.excepted),
    finding: parseJson<StoredFinding['finding']>(row.finding),
  };
}

function toRow(stored: StoredFinding): FindingRow {
  const { finding } = stored;
  return {
    entity_ref: stored.entityRef,
    key: stored.key,
    repository: stored.repository,
    line: stored.line,
    rank: SEVERITIES.indexOf(finding.severity),
    state: stored.state,
    opened_at: finding.openedAt,
    closed_at: finding.closedAt ?? null,
    excepted_until: stored.exceptedUntil ?? null,
    excepted: stored.excepted,
    finding: JSON.stringify(finding),
  };
}

/** Findings by node key, over entities. */
export async function readFindings(
  knex: Knex,
  keys: Iterable<string>,
): Promise<StoredFinding[]> {
  const rows = await selectWhereIn<FindingRow>(
    () => knex('findings').select(),
    'key',
    keys,
  );
  return rows.map(toStored);
}

/** Replaces findings, over entities; those not given are removed. */
export async function replaceFindings(
  tx: Knex.Transaction,
  keys: string[],
  findings: StoredFinding[],
): Promise<void> {
  await deleteWhereIn(() => tx('findings'), 'key', keys);
  await upsert(tx, 'findings', ['entity_ref', 'key'], findings.map(toRow));
}

/** Node keys of the findings of a line, all or those that are open. */
export async function readFindingsOfLine(
  knex: Knex,
  of: { repository: string; line: string },
  options: { open: boolean },
): Promise<string[]> {
  const query = knex('findings')
    .where({ repository: of.repository, line: of.line })
    .distinct()
    .pluck('key');
  return options.open ? query.where({ state: 'open' }) : query;
}

/** Node keys of findings whose exceptions ended since they were projected. */
export async function readExpired(
  knex: Knex,
  now: string,
  limit: number,
): Promise<string[]> {
  return knex('findings')
    .where({ excepted: true })
    .where('excepted_until', '<', now)
    .distinct()
    .limit(limit)
    .pluck('key');
}

/** Where a page of findings ends. */
export interface FindingsCursor {
  rank: number;
  openedAt: string;
  id: string;
}

function ofState(
  query: Knex.QueryBuilder,
  state: FindingState,
  now: string,
): Knex.QueryBuilder {
  query.where({ state: state === 'closed' ? 'closed' : 'open' });
  switch (state) {
    case 'open':
      return query.where(exception =>
        exception
          .whereNull('excepted_until')
          .orWhere('excepted_until', '<', now),
      );
    case 'excepted':
      return query.where('excepted_until', '>=', now);
    case 'expired':
      return query.where('excepted_until', '<', now);
    default:
      return query;
  }
}

/**
 * A page of an entity's findings, the worst first, of equal ones the oldest.
 * Those whose exception is over are open, too.
 *
 * @param options - `now`: ISO 8601, which exceptions are compared with
 */
export async function readFindingsPage(
  knex: Knex,
  entityRef: string,
  options: {
    state: FindingState;
    severity?: Severity;
    now: string;
    after?: FindingsCursor;
    limit: number;
  },
): Promise<StoredFinding[]> {
  const { state, severity, now, after, limit } = options;
  const query = knex('findings')
    .where({ entity_ref: entityRef })
    .orderBy(['rank', 'opened_at', 'key'])
    .limit(limit);
  ofState(query, state, now);
  if (severity) query.where({ rank: SEVERITIES.indexOf(severity) });
  if (after) {
    query.whereRaw('(rank, opened_at, key) > (?, ?, ?)', [
      after.rank,
      after.openedAt,
      after.id,
    ]);
  }
  const rows: FindingRow[] = await query;
  return rows.map(toStored);
}

/** How many findings of an entity there are of a state. */
export async function countFindings(
  knex: Knex,
  entityRef: string,
  state: FindingState,
  now: string,
): Promise<number> {
  const query = knex('findings').where({ entity_ref: entityRef });
  ofState(query, state, now);
  const [row] = (await query.count({ count: '*' })) as Array<{
    count: number | string;
  }>;
  return Number(row.count);
}

/** How many findings of an entity came, or went, on each day of a period. */
export async function countByDay(
  knex: Knex,
  entityRef: string,
  column: 'opened_at' | 'closed_at',
  period: { from: string; to: string },
): Promise<Map<string, number>> {
  const day = knex.raw('substr(??, 1, 10)', [column]);
  const rows = (await knex('findings')
    .select({ day })
    .count({ count: '*' })
    .where({ entity_ref: entityRef })
    .whereNot({ state: 'branch' })
    .where(column, '>=', period.from)
    .where(column, '<', period.to)
    .groupBy(day)) as unknown as Array<{ day: string; count: number | string }>;
  return new Map(rows.map(row => [row.day, Number(row.count)]));
}
