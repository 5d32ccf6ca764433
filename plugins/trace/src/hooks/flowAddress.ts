import {
  Authorship,
  FLOW_COUNTS,
  FLOW_FIGURES,
  FLOW_STAGES,
  FlowQuery,
  METRIC_IDS,
  SIZE_LIMITS,
} from '@throughline/plugin-trace-common';
import { FlowRowsQuery } from '../api';

/** The periods that can be chosen, in days. */
export const PERIODS = [30, 90, 180] as const;
/** One of {@link PERIODS}. */
export type Period = (typeof PERIODS)[number];
export const DEFAULT_PERIOD: Period = 90;

/** Every way of writing, in the order pages show them. */
export const WAYS: Authorship[] = ['agent', 'assisted', 'none-seen'];

const DAY = 86_400_000;

/** What the Flow page shows, as its address says it. */
export interface FlowFilter {
  /** Entity ref. */
  scope?: string;
  days: Period;
  environment?: string;
  written?: Authorship;
}

/** Which rows are open: a part of {@link FlowRowsQuery}. */
export type RowsOf = Pick<
  FlowRowsQuery,
  | 'metric'
  | 'excluded'
  | 'stage'
  | 'gap'
  | 'count'
  | 'week'
  | 'figure'
  | 'way'
  | 'size'
>;

function oneOf<T extends string>(
  known: readonly T[],
  value: string | null | undefined,
): T | undefined {
  return known.find(candidate => candidate === value);
}

/** Reads the filter from a page's query; what it does not know is left out. */
export function parseFlowFilter(params: URLSearchParams): FlowFilter {
  const days = Number(params.get('days'));
  return {
    scope: params.get('scope') || undefined,
    days: PERIODS.find(period => period === days) ?? DEFAULT_PERIOD,
    environment: params.get('environment') || undefined,
    written: oneOf(WAYS, params.get('written')),
  };
}

/** The question a filter stands for. Begins with a day, so that it repeats. */
export function flowQuery(filter: FlowFilter, now = Date.now()): FlowQuery {
  const { days, ...rest } = filter;
  const from = Math.floor(now / DAY) * DAY - days * DAY;
  return { ...rest, from: new Date(from).toISOString() };
}

/** Stands for all weeks that are over. */
const ALL_WEEKS = 'all';

/**
 * `stage.tests`, `metric.change-fail-rate.bot`, `gap.no-ticket`,
 * `count.created.2026-03-02.agent`, `figure.churn.size.200`.
 */
export function formatRows(rows: RowsOf): string {
  const { metric, excluded, stage, gap, count, week, figure, way, size } = rows;
  const of = (...parts: Array<string | undefined>) =>
    parts.filter(part => part !== undefined).join('.');
  if (stage) return of('stage', stage, excluded);
  if (gap) return of('gap', gap);
  if (count) return of('count', count, week ?? ALL_WEEKS, way);
  if (figure) {
    return way
      ? of('figure', figure, 'way', way)
      : of('figure', figure, 'size', String(size));
  }
  return of('metric', metric, excluded);
}

function parseCount(name: string, week: string, way?: string) {
  const count = oneOf(FLOW_COUNTS, name);
  const isWeek = /^\d{4}-\d\d-\d\d$/.test(week);
  if (!count || !(isWeek || week === ALL_WEEKS)) return undefined;
  return {
    count,
    week: isWeek ? week : undefined,
    way: oneOf(WAYS, way),
  };
}

function parseFigure(name: string, kind: string, group: string) {
  const figure = oneOf(FLOW_FIGURES, name);
  const way = kind === 'way' ? oneOf(WAYS, group) : undefined;
  const size =
    kind === 'size'
      ? SIZE_LIMITS.find(limit => String(limit) === group)
      : undefined;
  if (!figure || (way === undefined && size === undefined)) return undefined;
  return { figure, way, size };
}

/** The other way round; undefined for what names no rows. */
export function parseRows(text: string | null): RowsOf | undefined {
  const [kind, name, ...rest] = (text ?? '').split('.');
  const stage = kind === 'stage' && oneOf(FLOW_STAGES, name);
  const more = rest.join('.') || undefined;
  if (stage) return { stage, excluded: more };
  const metric = kind === 'metric' && oneOf(METRIC_IDS, name);
  if (metric) return { metric, excluded: more };
  if (kind === 'count') return parseCount(name, rest[0], rest[1]);
  if (kind === 'figure') return parseFigure(name, rest[0], rest[1]);
  if (kind === 'gap' && name) return { gap: [name, ...rest].join('.') };
  return undefined;
}
