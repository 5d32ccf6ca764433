import { Authorship } from '../authorship';
import { FlowGroup, FlowResponse, FlowSize, FlowWeek } from './api';
import { deliveredOf } from './delivered';
import { FlowChange, FlowQuestion } from './facts';
import { JudgedDeployment } from './failures';
import { MetricRow, metricRows, Prepared } from './metricRows';
import { median } from './statistics';
import { DAY_MS, Weeks } from './weeks';

/** A change whose paths are changed again within so many days counts as churn. */
export const CHURN_DAYS = 21;

/** Where sizes begin, in lines added and deleted; each ends where the next begins. */
export const SIZE_LIMITS = [0, 50, 200, 500, 1_000] as const;

const WRITTEN: Authorship[] = ['agent', 'assisted', 'none-seen'];

/** Something of each way a change can be written. */
function eachWritten<T>(of: (written: Authorship) => T): Record<Authorship, T> {
  return Object.fromEntries(
    WRITTEN.map(written => [written, of(written)]),
  ) as Record<Authorship, T>;
}

/**
 * Churn: the share of merged changes of which at least one path was changed
 * again by another change within 21 days. Lines are not known from what forges
 * send, so a path stands for its lines, which is more than was really rewritten.
 * Changes younger than 21 days do not count: of some of them nobody knows yet.
 */
export function churnOf(
  changes: FlowChange[],
  now: string,
): number | undefined {
  const limit = CHURN_DAYS * DAY_MS;
  const known = changes.filter(
    ({ mergedAt }) =>
      mergedAt && Date.parse(now) - Date.parse(mergedAt) >= limit,
  );
  const churned = known.filter(
    ({ mergedAt, changedAgainAt }) =>
      changedAgainAt &&
      Date.parse(changedAgainAt) - Date.parse(mergedAt!) <= limit,
  );
  return known.length > 0 ? churned.length / known.length : undefined;
}

/** Of the changes that came to production, the share that was part of a failure. */
function failRateOf(
  changes: FlowChange[],
  question: FlowQuestion,
  failed: FailedChanges,
): number | undefined {
  const { from, to } = question.period;
  const deployed = changes.filter(change => {
    const at = deliveredOf(change, question.environment);
    return at && !at.baseline && at.at >= from && at.at < to;
  });
  return deployed.length > 0
    ? deployed.filter(({ id }) => failed.has(id)).length / deployed.length
    : undefined;
}

type FailedChanges = ReadonlySet<string>;

/**
 * Changes that failed: those that an incident names, or whose reverting says so;
 * where only a deployment is known to have failed, all that it brought.
 */
export function failedChanges(
  changes: FlowChange[],
  deployments: JudgedDeployment[],
): FailedChanges {
  const failed = new Set<string>();
  const byDeployment = new Set<string>();
  for (const { failed: did, incidents, deployment } of deployments) {
    if (!did) continue;
    const named = incidents.filter(({ cause }) => cause !== deployment.id);
    named.forEach(({ cause }) => failed.add(cause));
    if (named.length === 0) byDeployment.add(deployment.id);
  }
  for (const { id, notes, deliveries } of changes) {
    if (notes.includes('reverted')) failed.add(id);
    if (deliveries.some(({ by }) => byDeployment.has(by))) failed.add(id);
  }
  return failed;
}

/** Figures of kinds of changes, all over the same period. */
export class Groups {
  private readonly leadTimes: MetricRow[];
  private readonly latencies: MetricRow[];
  private readonly failed: FailedChanges;
  /** Changes that were merged in the period. */
  private readonly merged: FlowChange[];

  constructor(
    private readonly prepared: Prepared,
    private readonly question: FlowQuestion,
  ) {
    const { from, to } = question.period;
    const within = ({ at, value }: MetricRow) =>
      value !== undefined && at >= from && at < to;
    this.leadTimes = metricRows(
      'change-lead-time',
      'dora',
      prepared,
      question,
    ).filter(within);
    this.latencies = metricRows(
      'review-latency',
      'dora',
      prepared,
      question,
    ).filter(within);
    this.failed = failedChanges(prepared.changes, prepared.deployments);
    this.merged = prepared.changes.filter(
      ({ mergedAt }) => mergedAt && mergedAt >= from && mergedAt < to,
    );
  }

  /** By how changes were written. */
  written(): FlowResponse['written'] {
    return eachWritten(written =>
      this.groupOf(change => change.written === written),
    );
  }

  /** By lines added and deleted; those of unknown size are in none. */
  sizes(): FlowSize[] {
    return SIZE_LIMITS.map((from, index) => {
      const below: number | undefined = SIZE_LIMITS[index + 1];
      const fits = ({ lines }: FlowChange) =>
        lines !== undefined &&
        lines >= from &&
        (below === undefined || lines < below);
      return { from, below, ...this.groupOf(fits) };
    });
  }

  private groupOf(belongs: (change: FlowChange) => boolean): FlowGroup {
    const changes = this.prepared.changes.filter(belongs);
    const ids = new Set(changes.map(({ id }) => id));
    const medianOf = (rows: MetricRow[]) =>
      median(rows.flatMap(({ id, value }) => (ids.has(id) ? [value!] : [])));
    const merged = this.merged.filter(belongs);
    return {
      changes: merged.length,
      leadTime: medianOf(this.leadTimes),
      reviewLatency: medianOf(this.latencies),
      failRate: failRateOf(changes, this.question, this.failed),
      churn: churnOf(merged, this.question.period.to),
    };
  }
}

/**
 * How much of the lead time is coding: all time from the first commit until
 * ready for review over all lead time, of the changes that count in the change
 * lead time and came as a request. Sums, not a median of shares, so that a
 * change of a minute weighs as much as it took.
 */
export function codingOf(
  prepared: Prepared,
  question: FlowQuestion,
): FlowResponse['coding'] {
  const { from, to } = question.period;
  const byId = new Map(prepared.changes.map(change => [change.id, change]));
  let coding = 0;
  let lead = 0;
  let changes = 0;
  for (const { id, at, value } of metricRows(
    'change-lead-time',
    'dora',
    prepared,
    question,
  )) {
    const { startedAt, readyAt, notes } = byId.get(id)!;
    const counts = value !== undefined && at >= from && at < to;
    if (!counts || !startedAt || !readyAt || notes.includes('direct')) continue;
    const written = (Date.parse(readyAt) - Date.parse(startedAt)) / 1000;
    coding += Math.min(Math.max(0, written), value);
    lead += value;
    changes += 1;
  }
  return lead > 0 ? { share: coding / lead, changes } : undefined;
}

/** Changes opened and delivered, by week and how they were written. */
export function weeksOf(
  changes: FlowChange[],
  { environment }: FlowQuestion,
  weeks: Weeks,
): FlowWeek[] {
  const countsOf = (instants: (change: FlowChange) => string[]) =>
    eachWritten(written =>
      weeks.countOf(
        changes.filter(one => one.written === written).flatMap(instants),
      ),
    );
  const created = countsOf(({ createdAt }) => [createdAt]);
  const delivered = countsOf(change => {
    const there = deliveredOf(change, environment);
    return there && !there.baseline ? [there.at] : [];
  });
  return weeks.starts.map((_, index) => ({
    start: weeks.dateOf(index),
    partial: weeks.isPartial(index),
    created: eachWritten(written => created[written][index]),
    delivered: eachWritten(written => delivered[written][index]),
  }));
}
