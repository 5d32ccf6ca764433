import { FlowStageName } from './api';
import { msOf } from './instants';

/** That a change was in a stage. */
export interface StageInterval {
  stage: FlowStageName;
  /** ISO 8601. */
  entered: string;
  /** ISO 8601; missing while it is in it. */
  left?: string;
}

/** When what happened to a change, all ISO 8601. */
export interface ChangeInstants {
  /** The author date of its first commit, where that is known. */
  startedAt?: string;
  /** When the request was opened; of a direct change, when it was written. */
  createdAt: string;
  /** True: it came without a request, so nothing of one can have passed. */
  direct?: boolean;
  /** When it last became ready for review; missing of a draft. */
  readyAt?: string;
  /** When somebody else than its author, and no bot, first said something. */
  firstReviewAt?: string;
  /** Since when it is approved; missing while it is not. */
  approvedAt?: string;
  /** What the tests of its last commit say, and when they said so last. */
  tests?: { passed: boolean; at: string };
  /** The same of scans for weaknesses. */
  security?: { passed: boolean; at: string };
  mergedAt?: string;
  /** When it was closed without being merged. */
  closedAt?: string;
  /**
   * When it came to all places where it counts as delivered, and when it was
   * taken out of one again, in the order of time. Missing where no such place
   * is known: then nobody can say that it waits for anything after the merge.
   */
  delivered?: Array<{ at: string; there: boolean }>;
}

type Boundary = [stage: FlowStageName, left: string | undefined];

/** Each stage up to the merge, with when its own condition was met. */
function boundariesOf(change: ChangeInstants): Boundary[] {
  const { tests, security } = change;
  // What was never asked for or reported kept nobody waiting.
  const passed = (check: ChangeInstants['tests']) => {
    if (!check) return change.createdAt;
    return check.passed ? check.at : undefined;
  };
  return change.direct
    ? [['in-progress', change.mergedAt]]
    : [
        ['in-progress', change.readyAt],
        ['waiting-for-review', change.firstReviewAt ?? change.approvedAt],
        ['in-review', change.approvedAt],
        ['tests', passed(tests)],
        ['security', passed(security)],
        ['merge', change.mergedAt],
      ];
}

/**
 * The stages a change went through, one after the other, and the one it is in.
 *
 * It leaves a stage when the stage's own condition is met, but never goes back
 * before the merge: what was met earlier takes no time later. The merge ends
 * whatever it was in, so a change merged without a review leaves
 * `waiting-for-review` by being merged. One that was taken out of production is
 * in `deploy` again. A change that was closed is in no stage any more, and one
 * of which nothing is known after the merge neither.
 *
 * `verified` is not among them, because it comes by the clock; see
 * {@link withVerified}.
 */
export function stageIntervals(change: ChangeInstants): StageInterval[] {
  const intervals: StageInterval[] = [];
  const end = change.mergedAt ?? change.closedAt;
  let now =
    change.startedAt && change.startedAt < change.createdAt
      ? change.startedAt
      : change.createdAt;
  for (const [stage, met] of boundariesOf(change)) {
    const left = end && (!met || met > end) ? end : met;
    if (!left) return [...intervals, { stage, entered: now }];
    if (left > now) {
      intervals.push({ stage, entered: now, left });
      now = left;
    }
    if (end && now >= end) break;
  }
  return change.mergedAt && change.delivered
    ? [...intervals, ...afterMerge(change.mergedAt, change.delivered)]
    : intervals;
}

function afterMerge(
  mergedAt: string,
  delivered: Array<{ at: string; there: boolean }>,
): StageInterval[] {
  const intervals: StageInterval[] = [];
  let open: StageInterval = { stage: 'deploy', entered: mergedAt };
  for (const { at, there } of delivered) {
    const stage = there ? 'deployed' : 'deploy';
    if (stage === open.stage) continue;
    const entered = at > open.entered ? at : open.entered;
    if (entered > open.entered) intervals.push({ ...open, left: entered });
    open = { stage, entered };
  }
  return [...intervals, open];
}

/**
 * The stages as a clock with this setting sees them: a change that was in
 * production for so long is `verified` from then on. What is stored knows
 * neither clock nor setting.
 *
 * @param settledAt - since when the change is in production with no incident
 *   of its own; missing while an incident is open
 * @param afterMs - for how long it has to be
 */
export function withVerified(
  intervals: StageInterval[],
  settledAt: string | undefined,
  afterMs: number,
): StageInterval[] {
  const seen: StageInterval[] = [];
  for (const interval of intervals) {
    const { stage, entered, left } = interval;
    const since = left ? entered : settledAt;
    const at =
      stage === 'deployed' && since
        ? new Date(msOf(since) + afterMs).toISOString()
        : undefined;
    if (!at || (left && at >= left)) {
      seen.push(interval);
      continue;
    }
    seen.push({ stage, entered, left: at });
    seen.push({ stage: 'verified', entered: at, ...(left && { left }) });
  }
  return seen;
}

/** The stage a change is in at an instant; undefined: in none. */
export function stageAt(
  intervals: StageInterval[],
  instant: string,
): StageInterval | undefined {
  return intervals.find(
    ({ entered, left }) => entered <= instant && (!left || instant < left),
  );
}
