import {
  Authorship,
  FLOW_STAGES,
  FlowQuery,
  METRIC_IDS,
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
  'metric' | 'excluded' | 'stage' | 'gap'
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

/** `stage.tests`, `metric.change-fail-rate.bot`, `gap.no-ticket`. */
export function formatRows({ metric, excluded, stage, gap }: RowsOf): string {
  if (stage) return `stage.${stage}`;
  if (gap) return `gap.${gap}`;
  return excluded ? `metric.${metric}.${excluded}` : `metric.${metric}`;
}

/** The other way round; undefined for what names no rows. */
export function parseRows(text: string | null): RowsOf | undefined {
  const [kind, name, ...rest] = (text ?? '').split('.');
  const stage = kind === 'stage' && oneOf(FLOW_STAGES, name);
  if (stage) return { stage };
  const metric = kind === 'metric' && oneOf(METRIC_IDS, name);
  if (metric) return { metric, excluded: rest.join('.') || undefined };
  if (kind === 'gap' && name) return { gap: [name, ...rest].join('.') };
  return undefined;
}
