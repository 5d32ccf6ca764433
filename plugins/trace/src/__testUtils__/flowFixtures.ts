import { Entity } from '@backstage/catalog-model';
import {
  CoverageResponse,
  FLOW_STAGES,
  FlowResponse,
  FlowRow,
  FlowStage,
  FlowStageName,
  FlowWeek,
  MetricId,
  MetricValue,
} from '@throughline/plugin-trace-common';
import { hoursAgo, NOW } from './fixtures';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const WEEKS = 26;
/** The Monday before {@link NOW}. */
const LAST_MONDAY = Date.parse('2026-03-09');

const written = (agent: number, assisted: number, none: number) => ({
  agent,
  assisted,
  'none-seen': none,
});

/** A gentle wave, so that lines look like those of people. */
const wave = (index: number, step: number) =>
  Math.round(3 * Math.sin(index * 1.3 + step) + 2 * Math.sin(index / 2));

/** More and more is written by agents; what is delivered does not keep up. */
const weeks: FlowWeek[] = Array.from({ length: WEEKS }, (_, index) => {
  const partial = index === WEEKS - 1;
  const share = partial ? 0.3 : 1;
  const whole = (count: number) => Math.max(0, Math.round(count * share));
  return {
    start: new Date(LAST_MONDAY - (WEEKS - 1 - index) * 7 * DAY * 1_000)
      .toISOString()
      .slice(0, 10),
    partial,
    created: written(
      whole(2 + index * 0.8 + wave(index, 0) / 2),
      whole(7 + index * 0.2 + wave(index, 1)),
      whole(19 - index * 0.1 + wave(index, 2)),
    ),
    delivered: written(
      whole(2 + index * 0.35 + wave(index, 1) / 2),
      whole(7 + index * 0.15 + wave(index, 2)),
      whole(18 - index * 0.1 + wave(index, 3)),
    ),
  };
});

const steady = (perWeek: number, step: number) =>
  weeks.map(({ partial }, index) =>
    Math.max(
      0,
      Math.round((perWeek + wave(index, step)) * (partial ? 0.3 : 1)),
    ),
  );

function stage(
  name: FlowStageName,
  queue: number,
  facts: Partial<FlowStage> & { in: number; out: number; oldest?: number },
): FlowStage {
  const { in: arrivals, out: departures, oldest, ...rest } = facts;
  return {
    stage: name,
    queue,
    oldestSince: oldest === undefined ? undefined : hoursAgo(oldest),
    age:
      oldest === undefined
        ? undefined
        : { p50: (oldest * HOUR) / 3, p75: (oldest * HOUR) / 2 },
    arrivals: steady(arrivals, 0),
    departures: steady(departures, 1),
    perWeek: { arrivals, departures },
    trend: 'steady',
    waiting: true,
    ...rest,
  };
}

const STAGES: Record<FlowStageName, FlowStage> = {
  'in-progress': stage('in-progress', 21, {
    in: 36,
    out: 35.25,
    oldest: 20 * 24,
    stay: { p50: 9 * HOUR, p75: 2 * DAY },
    waiting: false,
  }),
  'waiting-for-review': stage('waiting-for-review', 37, {
    in: 14,
    out: 9,
    oldest: 6 * 24,
    trend: 'growing',
    stay: { p50: 1.8 * DAY, p75: 3.1 * DAY },
  }),
  'in-review': stage('in-review', 12, {
    in: 9,
    out: 9.5,
    oldest: 80,
    stay: { p50: 7 * HOUR, p75: 20 * HOUR },
    waiting: false,
  }),
  tests: stage('tests', 4, {
    in: 33,
    out: 33,
    oldest: 3,
    stay: { p50: 0.4 * HOUR, p75: 0.7 * HOUR },
  }),
  security: stage('security', 9, {
    in: 6,
    out: 4.25,
    oldest: 11 * 24,
    stay: { p50: 2.2 * DAY, p75: 5 * DAY },
  }),
  merge: stage('merge', 3, {
    in: 31,
    out: 31,
    oldest: 26,
    stay: { p50: 0.6 * HOUR, p75: 3 * HOUR },
  }),
  deploy: stage('deploy', 11, {
    in: 30,
    out: 32,
    oldest: 50,
    trend: 'shrinking',
    stay: { p50: 5 * HOUR, p75: 21 * HOUR },
  }),
  deployed: stage('deployed', 6, {
    in: 31,
    out: 31,
    oldest: 8,
    stay: { p50: HOUR, p75: 2 * HOUR },
    waiting: false,
  }),
  verified: stage('verified', 328, { in: 31, out: 0, waiting: false }),
};

function metric(
  id: MetricId,
  unit: MetricValue['unit'],
  value: number,
  facts: Partial<MetricValue> & { denominator: number },
): MetricValue {
  const series = weeks.map(({ partial }, index) =>
    partial || index === 7 ? null : value * (1 + wave(index, value) / 20),
  );
  return {
    id,
    definition: 'dora',
    unit,
    value,
    excluded: [],
    series,
    ...facts,
  };
}

const metrics: MetricValue[] = [
  metric('change-lead-time', 'seconds', 2.6 * DAY, {
    p75: 5.4 * DAY,
    denominator: 341,
    excluded: [
      { reason: 'bot', count: 52 },
      { reason: 'baseline', count: 8 },
      { reason: 'not-deployed', count: 61 },
    ],
  }),
  metric('deployment-frequency', 'per-week', 24.5, {
    denominator: 318,
    excluded: [{ reason: 'baseline', count: 8 }],
  }),
  metric('change-fail-rate', 'ratio', 0.069, {
    numerator: 22,
    denominator: 318,
    causes: { confirmed: 9, said: 7, likely: 6 },
    excluded: [{ reason: 'incomplete', count: 4 }],
  }),
  metric('recovery-time', 'seconds', 1.7 * HOUR, {
    p75: 6 * HOUR,
    denominator: 22,
    causes: { confirmed: 9, said: 7, likely: 6 },
  }),
  metric('rework-rate', 'ratio', 0.11, { numerator: 35, denominator: 318 }),
  metric('review-latency', 'seconds', 1.8 * DAY, {
    p75: 3.1 * DAY,
    denominator: 356,
    excluded: [{ reason: 'bot', count: 52 }],
  }),
  metric('flake-rate', 'ratio', 0.021, {
    numerator: 88,
    denominator: 4_190,
  }),
  metric('coverage', 'ratio', 0.78, {
    numerator: 267,
    denominator: 341,
    excluded: [
      { reason: 'bot', count: 52 },
      { reason: 'revert', count: 6 },
    ],
  }),
];

/** What another tool would say of the same deliveries. */
const devlakeLeadTime = metric('change-lead-time', 'seconds', 2.9 * DAY, {
  definition: 'devlake',
  denominator: 372,
});

const group = (
  changes: number,
  reviewHours: number,
  churn: number,
  failRate = 0.06,
) => ({
  changes,
  leadTime: (reviewHours * 1.5 + 10) * HOUR,
  reviewLatency: reviewHours * HOUR,
  failRate,
  churn,
});

/** An organisation whose reviews do not keep up with what is written. */
export const someFlow: FlowResponse = {
  scope: { kind: 'organisation', entities: 14 },
  period: { from: hoursAgo(90 * 24), to: NOW },
  asOf: hoursAgo(0.05),
  pending: 3,
  environments: ['production', 'staging'],
  weeks,
  stages: FLOW_STAGES.map(name => STAGES[name]),
  bottleneck: {
    stage: 'waiting-for-review',
    because: 'growing',
    perWeek: { arrivals: 14, departures: 9 },
    queue: 37,
    oldestSince: hoursAgo(6 * 24),
    stay: 1.8 * DAY,
  },
  coding: { share: 0.24, changes: 341 },
  written: {
    agent: group(128, 58, 0.19, 0.09),
    assisted: group(96, 35, 0.11),
    'none-seen': group(170, 30, 0.08, 0.05),
  },
  sizes: [
    { from: 0, below: 50, ...group(61, 6, 0.02) },
    { from: 50, below: 200, ...group(112, 14, 0.05) },
    { from: 200, below: 500, ...group(121, 38, 0.09) },
    { from: 500, below: 1_000, ...group(74, 71, 0.17) },
    { from: 1_000, ...group(26, 122, 0.31) },
  ],
  metrics: [...metrics, devlakeLeadTime],
};

/** The same before anything has arrived. */
export const noFlow: FlowResponse = {
  ...someFlow,
  scope: { kind: 'organisation', entities: 14 },
  asOf: undefined,
  pending: 0,
  environments: [],
  weeks: weeks.map(week => ({
    ...week,
    created: written(0, 0, 0),
    delivered: written(0, 0, 0),
  })),
  stages: FLOW_STAGES.map(name => ({
    stage: name,
    queue: 0,
    arrivals: weeks.map(() => 0),
    departures: weeks.map(() => 0),
    perWeek: { arrivals: 0, departures: 0 },
    trend: 'steady',
    waiting: STAGES[name].waiting,
  })),
  bottleneck: undefined,
  coding: undefined,
  written: {
    agent: { changes: 0 },
    assisted: { changes: 0 },
    'none-seen': { changes: 0 },
  },
  sizes: [],
  metrics: metrics.map(({ id, definition, unit }) => ({
    id,
    definition,
    unit,
    denominator: 0,
    excluded: [],
    series: weeks.map(() => null),
  })),
};

const SERVICES = ['payments-api', 'checkout', 'ledger'];
const TITLES = [
  'Retry card capture',
  'Round fees to the cent',
  'Show why a refund was refused',
  'Split the capture worker in two',
  'Keep receipts for ten years',
];

/** Thirty changes, the longest waiting first. */
export const flowRows: FlowRow[] = Array.from({ length: 30 }, (_, index) => ({
  entityRef: `component:default/${SERVICES[index % SERVICES.length]}`,
  id: `change:github.com/acme/payments#${500 - index}`,
  kind: 'change',
  title: TITLES[index % TITLES.length],
  number: 500 - index,
  url: `https://github.com/acme/payments/pull/${500 - index}`,
  restricted: index === 4 ? 'hidden' : undefined,
  at: hoursAgo(6 * 24 - index * 4),
  value: (30 - index) * 9 * HOUR,
}));

const line = (ref: string, deployed: number, whole: number) => ({
  ref,
  deployed,
  whole,
});

/** Three quarters whole, with names for what the rest lacks. */
export const someCoverage: CoverageResponse = {
  scope: someFlow.scope,
  period: someFlow.period,
  deployed: 341,
  whole: 267,
  gaps: [
    { reason: 'no-ticket', count: 48 },
    { reason: 'no-review', count: 17 },
    { reason: 'no-test-evidence', count: 21 },
  ],
  excused: [
    { reason: 'bot', count: 52 },
    { reason: 'revert', count: 6 },
  ],
  entities: [
    line('component:default/ledger', 64, 31),
    line('component:default/checkout', 120, 96),
    line('component:default/payments-api', 157, 140),
  ],
  teams: [
    line('group:default/payments', 221, 171),
    line('group:default/storefront', 120, 96),
  ],
};

const entity = (kind: string, name: string, title?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title },
});

/** What the scope can be chosen from. */
export const scopes: Entity[] = [
  entity('System', 'payments', 'Payments'),
  entity('System', 'storefront', 'Storefront'),
  entity('Domain', 'commerce', 'Commerce'),
  entity('Group', 'payments-team', 'Payments team'),
  entity('Component', 'payments-api'),
];
