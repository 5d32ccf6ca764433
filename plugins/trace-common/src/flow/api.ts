import { Authorship } from '../authorship';

/** The stages of the Flow page, in the order work takes. */
export const FLOW_STAGES = [
  'in-progress',
  'waiting-for-review',
  'in-review',
  'tests',
  'security',
  'merge',
  'deploy',
  'deployed',
  'verified',
] as const;

/** One of {@link FLOW_STAGES}. */
export type FlowStageName = (typeof FLOW_STAGES)[number];

/** What flow and metrics are asked for. */
export interface FlowQuery {
  /**
   * An entity, a system, a domain or a team (with the teams below it), as an
   * entity ref. Without it: all that the reader may see.
   */
  scope?: string;
  /** ISO 8601; default: 90 days before `to`. */
  from?: string;
  /** ISO 8601; default: now. */
  to?: string;
  /** Where delivered is; default: every production environment. */
  environment?: string;
  /** Only changes written so. */
  written?: Authorship;
}

/** What was asked for, as it was understood. */
export interface FlowScope {
  kind: 'entity' | 'system' | 'domain' | 'team' | 'organisation';
  /** Entity ref; missing for the organisation. */
  ref?: string;
  /** How many entities it is that the reader may see. */
  entities: number;
}

/** A week that begins on Monday, UTC. */
export interface FlowWeek {
  /** ISO 8601 date of its Monday, e.g. `2026-03-02`. */
  start: string;
  /** True when it is not over, or began before `from`. */
  partial: boolean;
  /** Changes opened, by how they were written. */
  created: Record<Authorship, number>;
  /** Changes that came to production, or were released where nothing is deployed. */
  delivered: Record<Authorship, number>;
}

/** A stage of the work that is under way. */
export interface FlowStage {
  stage: FlowStageName;
  /** How many changes are in it now. */
  queue: number;
  /** ISO 8601: since when the oldest one is. */
  oldestSince?: string;
  /** Seconds that those in it now have been there. */
  age?: { p50: number; p75: number };
  /** Changes that came into it, by week of {@link FlowResponse.weeks}. */
  arrivals: number[];
  /** Changes that left it. */
  departures: number[];
  /** Mean of the last full weeks of the period, at most four. */
  perWeek: { arrivals: number; departures: number };
  /**
   * `growing` and `shrinking` only where the difference of arrivals and
   * departures can be told from chance.
   */
  trend: 'growing' | 'shrinking' | 'steady';
  /** Seconds that changes which left it in the period had been in it. */
  stay?: { p50: number; p75: number };
  /** Whether more arrive than leave is waiting for somebody or something. */
  waiting: boolean;
  /**
   * Changes that are in it and in none of its numbers, and why. Of `deploy`:
   * `no-deployments`, those of entities of which no deployment was seen.
   */
  leftOut?: Exclusion & { entities: number };
}

/** The stage that holds everything up; the words are the page's. */
export interface FlowBottleneck {
  stage: FlowStageName;
  /**
   * `growing`: its queue grows. `longest`: none grows; changes wait here
   * longest.
   */
  because: 'growing' | 'longest';
  perWeek: { arrivals: number; departures: number };
  queue: number;
  oldestSince?: string;
  /** Median stay in seconds. */
  stay?: number;
}

/** The metrics there are. */
export const METRIC_IDS = [
  'change-lead-time',
  'deployment-frequency',
  'change-fail-rate',
  'recovery-time',
  'rework-rate',
  'review-latency',
  'flake-rate',
  'coverage',
] as const;

/** One of {@link METRIC_IDS}. */
export type MetricId = (typeof METRIC_IDS)[number];

/** How metrics are defined: `dora` by default, `devlake` for comparison. */
export type MetricDefinition = 'dora' | 'devlake';

/** Why a row does not count in a metric, and how many such rows there are. */
export interface Exclusion {
  /** E.g. `bot`, `baseline`, `incomplete`, `not-deployed`. */
  reason: string;
  count: number;
}

/** A metric over a period, with what it is made of. */
export interface MetricValue {
  id: MetricId;
  definition: MetricDefinition;
  unit: 'seconds' | 'ratio' | 'per-week';
  /** A median where the unit is seconds. Missing: no rows to tell from. */
  value?: number;
  /** The third quartile, where the unit is seconds. */
  p75?: number;
  /** Of a ratio. */
  numerator?: number;
  /** Of a ratio; of others how many rows it is made of. */
  denominator: number;
  excluded: Exclusion[];
  /**
   * Of metrics about failures: by what their causes are known.
   */
  causes?: { confirmed: number; said: number; likely: number };
  /** The same by week of {@link FlowResponse.weeks}; null where it has no rows. */
  series: Array<number | null>;
}

/** Some figures of changes of one kind. */
export interface FlowGroup {
  changes: number;
  /** Medians in seconds. */
  leadTime?: number;
  reviewLatency?: number;
  /** Share of the deployed ones that failed. */
  failRate?: number;
  /**
   * Of those merged at least 21 days ago the share of which another change
   * changed a path again within 21 days; paths stand for lines, which forges do
   * not tell.
   */
  churn?: number;
}

/** The figures of a {@link FlowGroup}. */
export const FLOW_FIGURES = [
  'changes',
  'leadTime',
  'reviewLatency',
  'failRate',
  'churn',
] as const;

/** One of {@link FLOW_FIGURES}. */
export type FlowFigure = (typeof FLOW_FIGURES)[number];

/** What is counted in a {@link FlowWeek}. */
export const FLOW_COUNTS = ['created', 'delivered'] as const;

/** One of {@link FLOW_COUNTS}. */
export type FlowCount = (typeof FLOW_COUNTS)[number];

/** Changes of one size, by lines added and deleted. */
export interface FlowSize extends FlowGroup {
  /** At least so many lines. */
  from: number;
  /** Fewer than so many; missing for the largest. */
  below?: number;
}

/** `GET /flow` */
export interface FlowResponse {
  scope: FlowScope;
  /** ISO 8601. */
  period: { from: string; to: string };
  /** ISO 8601: the newest delivery this reflects. */
  asOf?: string;
  /** Deliveries that arrived and are not yet reflected. */
  pending: number;
  /** Environments that can be asked for. */
  environments: string[];
  /** At least the 26 weeks up to `to`. */
  weeks: FlowWeek[];
  stages: FlowStage[];
  bottleneck?: FlowBottleneck;
  /** How much of the lead time is writing, before the request was opened. */
  coding?: {
    /** 0 to 1: all time before review over all lead time. */
    share: number;
    /** How many changes it is made of. */
    changes: number;
  };
  written: Record<Authorship, FlowGroup>;
  sizes: FlowSize[];
  metrics: MetricValue[];
}

/** One row that a metric, a stage or a gap is made of. */
export interface FlowRow {
  entityRef: string;
  /** Node key: of a change, a deployment, an incident or a test suite. */
  id: string;
  kind: 'change' | 'deployment' | 'incident' | 'test';
  title: string;
  number?: number;
  url?: string;
  restricted?: 'hidden' | 'shown';
  /** ISO 8601: when it counted, or since when it is in the stage. */
  at: string;
  /** What it adds, in the metric's unit; 0 or 1 for ratios. */
  value?: number;
  /** Why it does not count. */
  excluded?: string;
}

/** What all rows come to, whichever page is read. */
export interface FlowRowsSummary {
  /** Of what rows add; `changes`: they are only counted. */
  unit: MetricValue['unit'] | 'changes';
  /** How many of them count. */
  counted: number;
  /** Of a ratio. */
  numerator?: number;
  /** The median where the unit is seconds, the share where it is a ratio. */
  value?: number;
  excluded: Exclusion[];
}

/**
 * `GET /flow/rows`: what a number is made of. With one of `metric`, `stage`,
 * `gap`, `count` and `figure`, and all of {@link FlowQuery}. `metric`, `figure`
 * or `stage` with `excluded`, a reason: only what does not count for it. `count`
 * is of the changes of a `week`, or of all weeks that are over; `figure` of
 * those of a `way` of writing or a `size`.
 */
export interface FlowRowsResponse {
  items: FlowRow[];
  nextCursor?: string;
  summary: FlowRowsSummary;
}

/** Deployed changes of an entity or a team, and how many chains are whole. */
export interface CoverageLine {
  /** Entity ref. */
  ref: string;
  deployed: number;
  whole: number;
}

/** `GET /flow/coverage` */
export interface CoverageResponse {
  scope: FlowScope;
  period: { from: string; to: string };
  deployed: number;
  whole: number;
  /** Why chains are not whole; a change can have several reasons. */
  gaps: Array<{ reason: string; count: number }>;
  /** What is excused, e.g. `bot`, `revert`. */
  excused: Exclusion[];
  entities: CoverageLine[];
  teams: CoverageLine[];
}
