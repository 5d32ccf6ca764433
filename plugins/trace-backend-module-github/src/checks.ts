import {
  AttemptAttributes,
  Fact,
  PipelineRunAttributes,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact } from '@throughline/plugin-trace-node';

const STATUSES = {
  queued: 'queued',
  requested: 'queued',
  pending: 'queued',
  waiting: 'queued',
  in_progress: 'running',
  completed: 'completed',
} as const satisfies Record<string, AttemptAttributes['status']>;

const CONCLUSIONS = {
  success: 'success',
  failure: 'failure',
  startup_failure: 'failure',
  cancelled: 'cancelled',
  // GitHub gave up waiting for it to end.
  stale: 'cancelled',
  skipped: 'skipped',
  neutral: 'neutral',
  timed_out: 'timed-out',
  action_required: 'action-required',
} as const satisfies Record<
  string,
  NonNullable<AttemptAttributes['conclusion']>
>;

function keysOf<T extends object>(values: T): Array<keyof T & string> {
  return Object.keys(values) as Array<keyof T & string>;
}

/** How far a check, job or run is. */
export const status = z.enum(keysOf(STATUSES)).transform(it => STATUSES[it]);

/** How it ended. */
export const conclusion = z
  .enum(keysOf(CONCLUSIONS))
  .transform(it => CONCLUSIONS[it])
  .nullish()
  .transform(it => it ?? undefined);

/** Which of two reports of one second is the later one. */
const STATUS_RANKS: Record<AttemptAttributes['status'], number> = {
  queued: 0,
  running: 2,
  completed: 4,
};

/**
 * The latest of some times. A skipped job may complete before it starts, so no
 * single one of its times says when it was reported.
 */
export function latest(
  first: string,
  ...others: Array<string | null | undefined>
): string {
  return others.reduce<string>(
    (last, other) => (other && other > last ? other : last),
    first,
  );
}

/**
 * What a check, job or run is, and how one attempt of it goes.
 *
 * @param saysMore - the source wins over another that reports the same moment
 */
export function runFact(
  key: string,
  at: string,
  run: PipelineRunAttributes,
  attempt: AttemptAttributes,
  saysMore: boolean = false,
): Fact {
  return fact<Record<string, unknown>>(
    key,
    at,
    { ...run, [`attempt:${attempt.attempt}`]: attempt },
    STATUS_RANKS[attempt.status] + (saysMore ? 1 : 0),
  );
}
