import {
  before,
  DAY,
  HOUR,
  ImportCheckpoint,
  isThoroughDue,
  UnreadItems,
} from '@throughline/plugin-trace-node';

/** A run that is not complete. */
export interface RunState {
  /** ISO 8601, by Jira's clock. */
  startedAt: string;
  /** ISO 8601: tickets that were not changed since are not read. */
  since: string;
  /** It goes back to the last one of its kind. */
  thorough: boolean;
  /** Where the next page begins; undefined: at the beginning. */
  cursor?: string;
  seen: number;
  total?: number;
  unread: UnreadItems;
  /** How many tickets have changes that were not listed. */
  shortened: number;
}

/** All that is kept between two writes. */
export interface Checkpoint extends ImportCheckpoint<RunState> {
  /** How far back the config had it read. */
  horizon?: string;
}

const DEFAULT_DAYS = 90;

/**
 * What a new run reads: what was changed since the last one, and once a day
 * since the last that did so, so that nothing stays missing that a run missed.
 *
 * @param horizon - how far back the config has it read, ISO 8601
 */
export function beginRun(
  { completedAt, thoroughAt, horizon: former }: Checkpoint,
  now: string,
  horizon: string | undefined,
): RunState {
  const whole = !completedAt || !thoroughAt || former !== horizon;
  const thorough = whole || isThoroughDue(thoroughAt, now);
  const overlapping = thorough
    ? before(thoroughAt ?? now, DAY)
    : before(completedAt ?? now, HOUR);
  return {
    startedAt: now,
    since: whole ? horizon ?? before(now, DEFAULT_DAYS * DAY) : overlapping,
    thorough,
    seen: 0,
    unread: { count: 0 },
    shortened: 0,
  };
}
