import { Authorship } from '../authorship';
import {
  FlowCount,
  FlowFigure,
  FlowRowsSummary,
  MetricId,
  MetricValue,
} from './api';
import { FlowChange, FlowQuestion } from './facts';
import { churned, failedOf, sizeOf } from './groups';
import { MetricRow, Prepared, rowsByChange } from './metricRows';
import { countExclusions, UNITS } from './metrics';
import { median } from './statistics';
import { Weeks } from './weeks';

/** Which group of changes: one of the two. */
export interface FlowGroupOf {
  way?: Authorship;
  /** Where its sizes begin: one of `SIZE_LIMITS`. */
  size?: number;
}

const rowOf = (
  { entityRef, id }: FlowChange,
  at: string,
  more: Pick<MetricRow, 'value' | 'excluded'> = {},
): MetricRow => ({ entityRef, id, kind: 'change', at, ...more });

/** The row of a change in a figure, whenever it was. */
function rowIn(
  figure: FlowFigure,
  prepared: Prepared,
  now: string,
): (change: FlowChange, index: number) => MetricRow | undefined {
  const { leadTimes, latencies } = rowsByChange(prepared);
  const failed = failedOf(prepared);
  switch (figure) {
    case 'leadTime':
      return (_, index) => leadTimes[index];
    case 'reviewLatency':
      return (_, index) => latencies[index];
    case 'failRate':
      return change => {
        const there = prepared.delivered.get(change);
        if (!there) return undefined;
        return there.baseline
          ? rowOf(change, there.at, { excluded: 'baseline' })
          : rowOf(change, there.at, { value: Number(failed.has(change.id)) });
      };
    default:
      return change => {
        const { mergedAt } = change;
        if (!mergedAt || figure === 'changes') {
          return mergedAt ? rowOf(change, mergedAt) : undefined;
        }
        const again = churned(change, now);
        return again === undefined
          ? rowOf(change, mergedAt, { excluded: 'too-young' })
          : rowOf(change, mergedAt, { value: Number(again) });
      };
  }
}

/**
 * What a figure of a group of changes is made of, with what it leaves out: those
 * of the period.
 */
export function figureRows(
  figure: FlowFigure,
  { way, size }: FlowGroupOf,
  prepared: Prepared,
  { period: { from, to } }: FlowQuestion,
): MetricRow[] {
  const isIn = (change: FlowChange) =>
    (way === undefined || change.written === way) &&
    (size === undefined || sizeOf(change) === size);
  const row = rowIn(figure, prepared, to);
  return prepared.changes.flatMap((change, index) => {
    const one = isIn(change) ? row(change, index) : undefined;
    return one && one.at >= from && one.at < to ? [one] : [];
  });
}

/**
 * The changes that were opened, or delivered, in a week.
 *
 * @param of - `week`: ISO 8601 date of its Monday; missing: in all weeks that
 *   are over. `way`: only those written so
 */
export function countRows(
  of: { count: FlowCount; week?: string; way?: Authorship },
  prepared: Prepared,
  weeks: Weeks,
): MetricRow[] {
  const { count, week, way } = of;
  const counted = new Set(
    week === undefined
      ? weeks.lastFull(weeks.starts.length)
      : [weeks.starts.findIndex((_, index) => weeks.dateOf(index) === week)],
  );
  return prepared.changes.flatMap(change => {
    if (way !== undefined && change.written !== way) return [];
    const there = prepared.delivered.get(change);
    const delivered = there && !there.baseline ? there.at : undefined;
    const at = count === 'created' ? change.createdAt : delivered;
    const index = at === undefined ? -1 : weeks.indexOf(at);
    return index >= 0 && counted.has(index) ? [rowOf(change, at!)] : [];
  });
}

const FIGURE_UNITS: Record<FlowFigure, FlowRowsSummary['unit']> = {
  changes: 'changes',
  leadTime: 'seconds',
  reviewLatency: 'seconds',
  failRate: 'ratio',
  churn: 'ratio',
};

/** The unit of what rows of a metric or a figure add; else they are counted. */
export function unitOf(of: {
  metric?: MetricId;
  figure?: FlowFigure;
  stage?: unknown;
  gap?: unknown;
  count?: unknown;
}): FlowRowsSummary['unit'] {
  if (of.metric) return UNITS[of.metric];
  return of.figure ? FIGURE_UNITS[of.figure] : 'changes';
}

const totalOf = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0);

/** The median or the share; undefined where there is none, or only a count. */
function valueOf(unit: FlowRowsSummary['unit'], values: number[]) {
  if (unit === 'seconds') return median(values);
  if (unit !== 'ratio' || values.length === 0) return undefined;
  return totalOf(values) / values.length;
}

/** What rows come to: the number that was opened, and what it leaves out. */
export function summaryOf(
  unit: MetricValue['unit'] | 'changes',
  rows: MetricRow[],
): FlowRowsSummary {
  const counted = rows.filter(({ excluded }) => !excluded);
  const values = counted.flatMap(({ value }) => value ?? []);
  return {
    unit,
    counted: counted.length,
    numerator: unit === 'ratio' ? totalOf(values) : undefined,
    value: valueOf(unit, values),
    excluded: countExclusions(rows.flatMap(({ excluded }) => excluded ?? [])),
  };
}
