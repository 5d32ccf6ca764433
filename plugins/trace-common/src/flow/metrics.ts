import {
  Exclusion,
  METRIC_IDS,
  MetricDefinition,
  MetricId,
  MetricValue,
} from './api';
import { FlowQuestion } from './facts';
import { MetricRow, metricRows, Prepared } from './metricRows';
import { median, quartiles } from './statistics';
import { DAY_MS, Weeks } from './weeks';

/** What the rows of a metric are in. */
export const UNITS: Record<MetricId, MetricValue['unit']> = {
  'change-lead-time': 'seconds',
  'deployment-frequency': 'per-week',
  'change-fail-rate': 'ratio',
  'recovery-time': 'seconds',
  'rework-rate': 'ratio',
  'review-latency': 'seconds',
  'flake-rate': 'ratio',
  coverage: 'ratio',
};

/** Metrics that say by what the causes of failures are known. */
const OF_FAILURES: MetricId[] = ['change-fail-rate', 'recovery-time'];

/** Metrics that DevLake defines as well, and otherwise. */
export const DEVLAKE_METRICS: MetricId[] = [
  'change-lead-time',
  'deployment-frequency',
  'change-fail-rate',
  'recovery-time',
];

/** Reasons and how often each is, the most frequent first. */
export function countExclusions(reasons: Iterable<string>): Exclusion[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function valuesOf(rows: MetricRow[]): number[] {
  const values: number[] = [];
  for (const { value } of rows) if (value !== undefined) values.push(value);
  return values;
}

const total = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** Different UTC days of the rows. */
const daysOf = (rows: MetricRow[]) =>
  new Set(rows.map(({ at }) => at.slice(0, 10))).size;

/** What rows of one week, or of a period of so many weeks, come to. */
function valueOf(
  { id, definition }: Pick<MetricValue, 'id' | 'definition'>,
  rows: MetricRow[],
  weeks: number,
): number | undefined {
  const values = valuesOf(rows);
  if (UNITS[id] === 'per-week') {
    const amount = definition === 'devlake' ? daysOf(rows) : total(values);
    return amount / weeks;
  }
  if (UNITS[id] === 'seconds') return median(values);
  return values.length > 0 ? total(values) / values.length : undefined;
}

/**
 * A metric over the period and by week.
 *
 * Deployment frequency is a mean: deployments over the period's weeks. By
 * `devlake` it is days on which something was deployed.
 */
export function metricOf(
  id: MetricId,
  definition: MetricDefinition,
  prepared: Prepared,
  question: FlowQuestion,
  weeks: Weeks,
): MetricValue {
  const { from, to } = question.period;
  const rows = metricRows(id, definition, prepared);
  const within = rows.filter(({ at }) => at >= from && at < to);
  const counted = within.filter(({ excluded }) => !excluded);
  const unit = UNITS[id];
  const values = valuesOf(counted);
  const length = (Date.parse(to) - Date.parse(from)) / (7 * DAY_MS);
  const byWeek: MetricRow[][] = weeks.starts.map(() => []);
  for (const row of rows) {
    const index = row.excluded ? -1 : weeks.indexOf(row.at);
    if (index >= 0) byWeek[index].push(row);
  }
  const causedBy = (certainty: string) =>
    counted.filter(
      row => row.certainty === certainty && (unit !== 'ratio' || row.value),
    ).length;
  // Where no deployment is known at all, none a week would be a claim.
  const tells = unit !== 'per-week' || rows.length > 0;
  return {
    id,
    definition,
    unit,
    value: tells ? valueOf({ id, definition }, counted, length) : undefined,
    p75: unit === 'seconds' ? quartiles(values)?.p75 : undefined,
    numerator: unit === 'ratio' ? total(values) : undefined,
    denominator: counted.length,
    excluded: countExclusions(within.flatMap(({ excluded }) => excluded ?? [])),
    causes: OF_FAILURES.includes(id)
      ? {
          confirmed: causedBy('confirmed'),
          said: causedBy('said'),
          likely: causedBy('likely'),
        }
      : undefined,
    series: byWeek.map(week =>
      tells && (week.length > 0 || unit === 'per-week')
        ? valueOf({ id, definition }, week, 1) ?? null
        : null,
    ),
  };
}

/** All metrics: as DORA defines them, then as DevLake does, where it does. */
export function allMetrics(
  prepared: Prepared,
  question: FlowQuestion,
  weeks: Weeks,
): MetricValue[] {
  return [
    ...METRIC_IDS.map(id => metricOf(id, 'dora', prepared, question, weeks)),
    ...DEVLAKE_METRICS.map(id =>
      metricOf(id, 'devlake', prepared, question, weeks),
    ),
  ];
}
