import { JsonObject } from '@backstage/types';

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
  /** How many tickets could not be understood, and why the first was not. */
  unread: { count: number; first?: string };
  /** How many tickets have changes that were not listed. */
  shortened: number;
}

/** All that is kept between two writes. */
export interface Checkpoint {
  version: 1;
  run?: RunState;
  /** When the last complete run began, ISO 8601, by Jira's clock. */
  completedAt?: string;
  /** The same of the last thorough one. */
  thoroughAt?: string;
  /** How far back the config had it read. */
  horizon?: string;
}

/** A checkpoint as it was written; another version begins anew. */
export function readCheckpoint(stored: JsonObject | undefined): Checkpoint {
  return stored?.version === 1
    ? (structuredClone(stored) as unknown as Checkpoint)
    : { version: 1 };
}

/** As JSON, apart from what goes on in memory. */
export function storedCheckpoint(checkpoint: Checkpoint): JsonObject {
  return JSON.parse(JSON.stringify(checkpoint)) as JsonObject;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const DEFAULT_DAYS = 90;

function before(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) - milliseconds).toISOString();
}

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
  const thorough = whole || Date.parse(now) - Date.parse(thoroughAt) >= DAY;
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
