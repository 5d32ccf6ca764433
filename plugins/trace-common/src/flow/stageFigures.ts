import { FLOW_STAGES, FlowBottleneck, FlowStage, FlowStageName } from './api';
import { FlowChange, FlowQuestion } from './facts';
import { secondsBetween } from './instants';
import { Prepared } from './metricRows';
import { stageAt, StageInterval, withVerified } from './stageIntervals';
import { quartiles, trendOf } from './statistics';
import { NO_DEPLOYMENTS } from './undeployed';
import { Weeks } from './weeks';

/** Stages in which a change waits for somebody or something. */
export const WAITING_STAGES: readonly FlowStageName[] = [
  'waiting-for-review',
  'in-review',
  'tests',
  'security',
  'merge',
  'deploy',
];

/** How many full weeks a trend is told from, at the most. */
export const TREND_WEEKS = 4;

/** A change that is in a stage, and since when. */
export interface QueuedChange {
  change: FlowChange;
  since: string;
}

/** The stages of a change as they are at the end of the period. */
export function stagesOf(
  change: FlowChange,
  { verifiedAfterMs }: Pick<FlowQuestion, 'verifiedAfterMs'>,
): StageInterval[] {
  return withVerified(change.stages, change.settledAt, verifiedAfterMs);
}

type Told = { change: FlowChange; stages: StageInterval[] };

type Queues = Map<FlowStageName, QueuedChange[]>;

/** Who is in which stage at the end of the period, the longest there first. */
function queuesOf(told: Told[], { from, to }: FlowQuestion['period']): Queues {
  const queues: Queues = new Map();
  for (const { change, stages } of told) {
    const now = stageAt(stages, to);
    // Nothing leaves it, so there only what came in the period is counted.
    if (!now || (now.stage === 'verified' && now.entered < from)) continue;
    const queue = queues.get(now.stage);
    const queued = { change, since: now.entered };
    if (queue) queue.push(queued);
    else queues.set(now.stage, [queued]);
  }
  for (const queue of queues.values()) {
    queue.sort((a, b) => {
      if (a.since !== b.since) return a.since < b.since ? -1 : 1;
      return a.change.id < b.change.id ? -1 : 1;
    });
  }
  return queues;
}

/** What is asked for, as far as stages are concerned. */
type Staged = Pick<Prepared, 'changes' | 'undeployed'>;

/**
 * The changes with their stages. Of entities that nobody deploys, `deploy` is
 * none: they would only ever pile up there.
 */
function tell({ changes, undeployed }: Staged, question: FlowQuestion) {
  const told: Told[] = [];
  const leftOut: Told[] = [];
  for (const change of changes) {
    const stages = stagesOf(change, question);
    if (!undeployed.has(change.entityRef)) {
      told.push({ change, stages });
      continue;
    }
    told.push({
      change,
      stages: stages.filter(({ stage }) => stage !== 'deploy'),
    });
    leftOut.push({ change, stages });
  }
  return { told, leftOut };
}

/**
 * The changes that are in a stage at the end of the period, those that are
 * there longest first. Of `verified`, which nothing leaves, only what came into
 * it in the period.
 */
export function queueOf(
  stage: FlowStageName,
  prepared: Staged,
  question: FlowQuestion,
): QueuedChange[] {
  const { told } = tell(prepared, question);
  return queuesOf(told, question.period).get(stage) ?? [];
}

/**
 * The changes that would wait in `deploy` if anybody deployed their entities,
 * see {@link undeployedOf}.
 */
export function leftOutOfDeploy(
  prepared: Staged,
  question: FlowQuestion,
): QueuedChange[] {
  const { leftOut } = tell(prepared, question);
  return queuesOf(leftOut, question.period).get('deploy') ?? [];
}

const sumAt = (counts: number[], weeks: number[]) =>
  weeks.reduce((sum, week) => sum + counts[week], 0);

/** What came into a stage and left it, counted in one go. */
class Passages {
  readonly arrivals: number[];
  readonly departures: number[];
  /** Seconds, of those that left within the period. */
  readonly stays: number[] = [];

  constructor(
    private readonly weeks: Weeks,
    private readonly period: FlowQuestion['period'],
  ) {
    this.arrivals = weeks.starts.map(() => 0);
    this.departures = weeks.starts.map(() => 0);
  }

  add({ entered, left }: StageInterval): void {
    const { from, to } = this.period;
    const came = this.weeks.indexOf(entered);
    if (came >= 0) this.arrivals[came] += 1;
    if (!left) return;
    const went = this.weeks.indexOf(left);
    if (went >= 0) this.departures[went] += 1;
    if (left >= from && left < to)
      this.stays.push(secondsBetween(entered, left));
  }
}

/**
 * The stages with their queues. Arrivals are changes that came into a stage,
 * departures those that left it, whichever way; a change that comes again
 * counts again.
 */
export function stageFigures(
  prepared: Staged,
  question: FlowQuestion,
  weeks: Weeks,
): FlowStage[] {
  const { period } = question;
  const { told, leftOut } = tell(prepared, question);
  const unseen = queuesOf(leftOut, period).get('deploy') ?? [];
  const queues = queuesOf(told, period);
  const passages = new Map(
    FLOW_STAGES.map(stage => [stage, new Passages(weeks, period)]),
  );
  for (const { stages } of told) {
    for (const interval of stages) passages.get(interval.stage)!.add(interval);
  }
  const full = weeks.lastFull(TREND_WEEKS);
  return FLOW_STAGES.map(stage => {
    const { arrivals, departures, stays } = passages.get(stage)!;
    const came = sumAt(arrivals, full);
    const went = sumAt(departures, full);
    const queue = queues.get(stage) ?? [];
    return {
      stage,
      queue: queue.length,
      oldestSince: queue[0]?.since,
      age: quartiles(
        queue.map(({ since }) => secondsBetween(since, period.to)),
      ),
      arrivals,
      departures,
      perWeek: {
        arrivals: full.length > 0 ? came / full.length : 0,
        departures: full.length > 0 ? went / full.length : 0,
      },
      trend: trendOf(came, went),
      stay: quartiles(stays),
      waiting: WAITING_STAGES.includes(stage),
      ...(stage === 'deploy' && unseen.length > 0 && leftOutAs(unseen)),
    };
  });
}

/** How many changes, of how many entities, are left out of a queue. */
function leftOutAs(unseen: QueuedChange[]): Pick<FlowStage, 'leftOut'> {
  const entities = new Set(unseen.map(({ change }) => change.entityRef));
  return {
    leftOut: {
      reason: NO_DEPLOYMENTS,
      count: unseen.length,
      entities: entities.size,
    },
  };
}

/**
 * The stage that holds everything up: of the stages in which changes wait, the
 * one whose queue grows fastest; where none can be told to grow, the one with
 * the longest median stay among those that something waits in. Of equals, the
 * earlier one.
 *
 * @returns undefined when nothing waits anywhere
 */
export function bottleneckOf(stages: FlowStage[]): FlowBottleneck | undefined {
  const waiting = stages.filter(one => one.waiting && one.queue > 0);
  const most = (of: (one: FlowStage) => number) =>
    waiting.reduce<FlowStage | undefined>((best, one) => {
      const mine = of(one);
      return mine > 0 && (!best || mine > of(best)) ? one : best;
    }, undefined);
  const growing = most(({ trend, perWeek }) =>
    trend === 'growing' ? perWeek.arrivals - perWeek.departures : 0,
  );
  const longest = most(({ stay }) => stay?.p50 ?? 0);
  const found = growing ?? longest;
  return (
    found && {
      stage: found.stage,
      because: growing ? 'growing' : 'longest',
      perWeek: found.perWeek,
      queue: found.queue,
      oldestSince: found.oldestSince,
      stay: found.stay?.p50,
    }
  );
}
