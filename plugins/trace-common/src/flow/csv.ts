import { unparse } from 'papaparse';
import { CoverageResponse, FlowGroup, FlowResponse, FlowSize } from './api';

/** A value of the export, with everything needed to read it on its own. */
interface Line {
  section: 'week' | 'stage' | 'metric' | 'written' | 'size' | 'coverage';
  /** Which stage, metric, way of writing, size or entity. */
  name: string;
  measure: string;
  /** The Monday of its week. */
  week?: string;
  value: number | string;
  unit: string;
}

const COLUMNS = [
  'scope',
  'from',
  'to',
  'section',
  'name',
  'measure',
  'week',
  'value',
  'unit',
] as const;

/**
 * The numbers of the Flow page as CSV (RFC 4180), one value a line, so that any
 * spreadsheet can filter and pivot them. What there is no value of has no line.
 * Texts that a spreadsheet would run as a formula are made plain text.
 */
export function flowCsv(
  flow: FlowResponse,
  coverage?: CoverageResponse,
): string {
  const { scope, period } = flow;
  const lines = [
    ...weekLines(flow),
    ...stageLines(flow),
    ...metricLines(flow),
    ...groupLines(flow),
    ...(coverage ? coverageLines(coverage) : []),
  ];
  return unparse(
    {
      fields: [...COLUMNS],
      data: lines.map(line => ({
        scope: scope.ref ?? scope.kind,
        ...period,
        ...line,
      })),
    },
    { escapeFormulae: true, newline: '\r\n' },
  );
}

function weekLines({ weeks }: FlowResponse): Line[] {
  return weeks.flatMap(week =>
    (['created', 'delivered'] as const).flatMap(measure =>
      Object.entries(week[measure]).map(([name, value]) => ({
        section: 'week' as const,
        name,
        measure,
        week: week.start,
        value,
        unit: 'changes',
      })),
    ),
  );
}

function stageLines({ stages, weeks }: FlowResponse): Line[] {
  return stages.flatMap(stage => {
    const line = lineOf('stage', stage.stage);
    const weekly = (['arrivals', 'departures'] as const).flatMap(measure =>
      stage[measure].map((value, index) => ({
        ...line(measure, value, 'changes'),
        week: weeks[index]?.start,
      })),
    );
    return [
      line('queue', stage.queue, 'changes'),
      line('oldest since', stage.oldestSince, 'time'),
      line('age p50', stage.age?.p50, 'seconds'),
      line('age p75', stage.age?.p75, 'seconds'),
      line('stay p50', stage.stay?.p50, 'seconds'),
      line('stay p75', stage.stay?.p75, 'seconds'),
      line('arrivals per week', stage.perWeek.arrivals, 'per-week'),
      line('departures per week', stage.perWeek.departures, 'per-week'),
      line('trend', stage.trend, 'word'),
      ...weekly,
    ].filter(hasValue);
  });
}

function metricLines({ metrics, weeks }: FlowResponse): Line[] {
  return metrics.flatMap(metric => {
    const { id, definition, unit, numerator, denominator, excluded } = metric;
    const line = lineOf('metric', `${id} (${definition})`);
    return [
      line('value', metric.value, unit),
      line('p75', metric.p75, unit),
      line('numerator', numerator, 'rows'),
      line('denominator', denominator, 'rows'),
      ...excluded.map(({ reason, count }) =>
        line(`excluded: ${reason}`, count, 'rows'),
      ),
      ...metric.series.map((value, index) => ({
        ...line('value', value ?? undefined, unit),
        week: weeks[index]?.start,
      })),
    ].filter(hasValue);
  });
}

function groupLines({ written, sizes }: FlowResponse): Line[] {
  const groups = (section: Line['section'], name: string, group: FlowGroup) => {
    const line = lineOf(section, name);
    return [
      line('changes', group.changes, 'changes'),
      line('lead time', group.leadTime, 'seconds'),
      line('review latency', group.reviewLatency, 'seconds'),
      line('fail rate', group.failRate, 'ratio'),
      line('churn', group.churn, 'ratio'),
    ].filter(hasValue);
  };
  return [
    ...Object.entries(written).flatMap(([name, group]) =>
      groups('written', name, group),
    ),
    ...sizes.flatMap(size => groups('size', sizeName(size), size)),
  ];
}

function coverageLines({ gaps, excused, entities }: CoverageResponse): Line[] {
  return [
    ...gaps.map(({ reason, count }) =>
      lineOf('coverage', reason)('gap', count, 'changes'),
    ),
    ...excused.map(({ reason, count }) =>
      lineOf('coverage', reason)('excused', count, 'changes'),
    ),
    ...entities.flatMap(({ ref, deployed, whole }) => [
      lineOf('coverage', ref)('deployed', deployed, 'changes'),
      lineOf('coverage', ref)('whole', whole, 'changes'),
    ]),
  ].filter(hasValue);
}

type MaybeLine = Omit<Line, 'value'> & { value?: Line['value'] };

function lineOf(section: Line['section'], name: string) {
  return (
    measure: string,
    value: Line['value'] | undefined,
    unit: string,
  ): MaybeLine => ({ section, name, measure, value, unit });
}

function hasValue(line: MaybeLine): line is Line {
  return line.value !== undefined;
}

function sizeName({ from, below }: FlowSize): string {
  return below === undefined
    ? `${from} lines or more`
    : `${from} to ${below - 1} lines`;
}
