import {
  FindingsResponse,
  FindingState,
  FindingsWeek,
  FindingSummary,
  Severity,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  countByDay,
  countFindings,
  FindingsCursor,
  readFindingsPage,
  StoredFinding,
} from '../database/graph/operations/findings';
import { RESTRICTED } from '../restriction/redact';

/** Where a finding is now: an exception is over by the clock. */
function stateAt(
  { state, exceptedUntil }: StoredFinding,
  now: string,
): FindingState {
  if (state === 'closed') return 'closed';
  if (exceptedUntil === undefined) return 'open';
  return exceptedUntil >= now ? 'excepted' : 'expired';
}

/** A finding as a reader may see it. */
export function presentFinding(
  stored: StoredFinding,
  options: { seesRestricted: boolean; now: string },
): FindingSummary {
  const { finding } = stored;
  const shown = { ...finding, state: stateAt(stored, options.now) };
  if (!finding.restricted || options.seesRestricted) return shown;
  const { subtype, tool, severity, id, openedAt, closedAt, exception } = shown;
  return {
    id,
    subtype,
    tool,
    severity,
    title: RESTRICTED,
    state: shown.state,
    openedAt,
    closedAt,
    closedBecause: shown.closedBecause,
    ...(exception && { exception: { ...exception, reason: undefined } }),
    restricted: 'hidden',
  };
}

const DAY = 24 * 3_600_000;

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00.000Z`);
  const since = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - since * DAY).toISOString().slice(0, 10);
}

/** Every week of a period, with what came and what went in it. */
export function weeksOf(
  period: { from: string; to: string },
  arrived: ReadonlyMap<string, number>,
  closed: ReadonlyMap<string, number>,
): FindingsWeek[] {
  const weeks = new Map<string, FindingsWeek>();
  const last = new Date(Date.parse(period.to) - 1).toISOString();
  for (
    let start = mondayOf(period.from);
    start <= last.slice(0, 10);
    start = new Date(Date.parse(start) + 7 * DAY).toISOString().slice(0, 10)
  ) {
    weeks.set(start, { start, arrived: 0, closed: 0 });
  }
  arrived.forEach((count, day) => {
    weeks.get(mondayOf(day))!.arrived += count;
  });
  closed.forEach((count, day) => {
    weeks.get(mondayOf(day))!.closed += count;
  });
  return [...weeks.values()];
}

/** Reads the findings of entities that a reader was found to see. */
export class FindingReader {
  constructor(private readonly knex: Knex) {}

  /** A page of them, and how many there are. */
  async page(
    entityRef: string,
    options: {
      state: FindingState;
      severity?: Severity;
      after?: FindingsCursor;
      limit: number;
      seesRestricted: boolean;
    },
  ): Promise<Pick<FindingsResponse, 'items' | 'counts'>> {
    const now = new Date().toISOString();
    const stored = await readFindingsPage(this.knex, entityRef, {
      ...options,
      now,
    });
    const count = (state: FindingState) =>
      countFindings(this.knex, entityRef, state, now);
    return {
      items: stored.map(one => presentFinding(one, { ...options, now })),
      counts: {
        open: await count('open'),
        excepted: await count('excepted'),
        expired: await count('expired'),
        closed: await count('closed'),
      },
    };
  }

  /** What came and what went, week by week. */
  async weeks(
    entityRef: string,
    period: { from: string; to: string },
  ): Promise<FindingsWeek[]> {
    const count = (column: 'opened_at' | 'closed_at') =>
      countByDay(this.knex, entityRef, column, period);
    return weeksOf(period, await count('opened_at'), await count('closed_at'));
  }
}
