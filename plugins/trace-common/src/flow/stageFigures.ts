import { FLOW_STAGES, FlowBottleneck, FlowStage, FlowStageName } from './api';
import { FlowChange, FlowQuestion } from './facts';
import { secondsBetween } from './instants';
import { stageAt, StageInterval, withVerified } from './stageIntervals';
import { quartiles, trendOf } from './statistics';
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

type Queues = Map<FlowStageName, QueuedChange[]>;

/** Who is in which stage at the end of the period, the longest there first. */
function queuesOf(
  told: Array<{ change: FlowChange; stages: StageInterval[] }>,
  { from, to }: FlowQuestion['period'],
): Queues {
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

const tell = (changes: FlowChange[], question: FlowQuestion) =>
  changes.map(change => ({ change, stages: stagesOf(change, question) }));

/**
 * The changes that are in a stage at the end of the period, those that are
 * there longest first. Of `verified`, which nothing leaves, only what came into
 * it in the period.
 */
export function queueOf(
  stage: FlowStageName,
  changes: FlowChange[],
  question: FlowQuestion,
): QueuedChange[] {
  const queues = queuesOf(tell(changes, question), question.period);
  return queues.get(stage) ?? [];
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
 *
 * @param changes - each once
 */
export function stageFigures(
  changes: FlowChange[],
  question: FlowQuestion,
  weeks: Weeks,
): FlowStage[] {
  const { period } = question;
  const told = tell(changes, question);
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
    };
  });
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
