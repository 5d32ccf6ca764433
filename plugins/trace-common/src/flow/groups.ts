import { Authorship } from '../authorship';
import { FlowGroup, FlowResponse, FlowSize, FlowWeek } from './api';
import { FlowChange, FlowDelivery, FlowQuestion } from './facts';
import { JudgedDeployment } from './failures';
import { msOf, secondsBetween } from './instants';
import { MetricRow, Prepared, rowsByChange } from './metricRows';
import { oncePer } from './oncePer';
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
  let old = 0;
  let again = 0;
  for (const change of changes) {
    const is = churned(change, now);
    if (is === undefined) continue;
    old += 1;
    if (is) again += 1;
  }
  return old > 0 ? again / old : undefined;
}

const CHURN_MS = CHURN_DAYS * DAY_MS;

/** Whether a merged change was changed again soon; undefined: not known yet. */
export function churned(
  { mergedAt, changedAgainAt }: FlowChange,
  now: string,
): boolean | undefined {
  if (!mergedAt) return undefined;
  const merged = msOf(mergedAt);
  if (merged > msOf(now) - CHURN_MS) return undefined;
  return Boolean(changedAgainAt && msOf(changedAgainAt) - merged <= CHURN_MS);
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
    const brought = ({ by }: FlowDelivery) => byDeployment.has(by);
    if (byDeployment.size > 0 && deliveries.some(brought)) failed.add(id);
  }
  return failed;
}

/** {@link failedChanges} of what is asked for. */
export const failedOf = oncePer(({ changes, deployments }: Prepared) =>
  failedChanges(changes, deployments),
);

/** What the figures of a group are made of. */
class Group {
  private readonly merged: FlowChange[] = [];
  private readonly leadTimes: number[] = [];
  private readonly latencies: number[] = [];
  private deployed = 0;
  private failed = 0;

  addMerged(change: FlowChange) {
    this.merged.push(change);
  }

  addLeadTime(seconds: number) {
    this.leadTimes.push(seconds);
  }

  addLatency(seconds: number) {
    this.latencies.push(seconds);
  }

  addDeployed(failed: boolean) {
    this.deployed += 1;
    if (failed) this.failed += 1;
  }

  /** @param now - ISO 8601 */
  figures(now: string): FlowGroup {
    return {
      changes: this.merged.length,
      leadTime: median(this.leadTimes),
      reviewLatency: median(this.latencies),
      failRate: this.deployed > 0 ? this.failed / this.deployed : undefined,
      churn: churnOf(this.merged, now),
    };
  }
}

/**
 * Changes of the period in groups.
 *
 * @param nameOf - which group a change is in; undefined: in none
 */
function groupsOf<Name>(
  prepared: Prepared,
  { period: { from, to } }: FlowQuestion,
  nameOf: (change: FlowChange) => Name | undefined,
): (name: Name) => FlowGroup {
  const within = (at: string) => at >= from && at < to;
  const valueOf = (row: MetricRow | undefined) =>
    row && within(row.at) ? row.value : undefined;
  const groups = new Map<Name, Group>();
  const failed = failedOf(prepared);
  const { leadTimes, latencies } = rowsByChange(prepared);
  for (const [index, change] of prepared.changes.entries()) {
    const name = nameOf(change);
    if (name === undefined) continue;
    const group = groups.get(name) ?? new Group();
    groups.set(name, group);
    const { mergedAt, id } = change;
    if (mergedAt && within(mergedAt)) group.addMerged(change);
    const delivered = prepared.delivered.get(change);
    if (delivered && !delivered.baseline && within(delivered.at)) {
      group.addDeployed(failed.has(id));
    }
    const leadTime = valueOf(leadTimes[index]);
    if (leadTime !== undefined) group.addLeadTime(leadTime);
    const latency = valueOf(latencies[index]);
    if (latency !== undefined) group.addLatency(latency);
  }
  return name => (groups.get(name) ?? new Group()).figures(to);
}

/** Figures by how changes were written. */
export function writtenOf(
  prepared: Prepared,
  question: FlowQuestion,
): FlowResponse['written'] {
  return eachWritten(groupsOf(prepared, question, ({ written }) => written));
}

/** Where the sizes of a change's group begin; undefined: its size is not known. */
export function sizeOf({ lines }: FlowChange): number | undefined {
  return lines === undefined
    ? undefined
    : SIZE_LIMITS.findLast(limit => limit <= lines);
}

/** Figures by lines added and deleted; changes of unknown size are in none. */
export function sizesOf(
  prepared: Prepared,
  question: FlowQuestion,
): FlowSize[] {
  const groupOf = groupsOf(prepared, question, sizeOf);
  return SIZE_LIMITS.map((from, index) => ({
    from,
    below: SIZE_LIMITS[index + 1],
    ...groupOf(from),
  }));
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
  const { leadTimes } = rowsByChange(prepared);
  let coding = 0;
  let lead = 0;
  let changes = 0;
  for (const [index, row] of leadTimes.entries()) {
    if (row?.value === undefined || row.at < from || row.at >= to) continue;
    const { startedAt, readyAt, notes } = prepared.changes[index];
    if (!startedAt || !readyAt || notes.includes('direct')) continue;
    const written = Math.max(0, secondsBetween(startedAt, readyAt));
    coding += Math.min(written, row.value);
    lead += row.value;
    changes += 1;
  }
  return lead > 0 ? { share: coding / lead, changes } : undefined;
}

/** Changes opened and delivered, by week and how they were written. */
export function weeksOf(
  { changes, delivered }: Prepared,
  weeks: Weeks,
): FlowWeek[] {
  const counts = weeks.starts.map((_, index) => ({
    start: weeks.dateOf(index),
    partial: weeks.isPartial(index),
    created: eachWritten(() => 0),
    delivered: eachWritten(() => 0),
  }));
  const count = (
    what: 'created' | 'delivered',
    { written }: FlowChange,
    at: string,
  ) => {
    const index = weeks.indexOf(at);
    if (index >= 0) counts[index][what][written] += 1;
  };
  for (const change of changes) {
    count('created', change, change.createdAt);
    const there = delivered.get(change);
    if (there && !there.baseline) count('delivered', change, there.at);
  }
  return counts;
}
