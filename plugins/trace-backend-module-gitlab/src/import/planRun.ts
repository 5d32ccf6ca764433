import {
  before,
  DAY,
  HOUR,
  isThoroughDue,
  KindState,
} from '@throughline/plugin-trace-node';
import { Horizon } from '../config';
import { Checkpoint, RunState } from './checkpoint';
import { ProjectAnswer } from './project';
import { RESOURCE_IDS, ResourceId, RESOURCES } from './resources';

/** What a run is planned by. */
export interface Plan {
  checkpoint: Checkpoint;
  project: ProjectAnswer;
  /** ISO 8601, by GitLab's clock. */
  now: string;
  /** How far the first run goes back. */
  horizon: Horizon;
}

/** Where the horizon is. */
export function beginOf(horizon: Horizon, now: string): string {
  return 'from' in horizon ? horizon.from : before(now, horizon.milliseconds);
}

/** @param from - when it was last read; undefined: the whole horizon */
function sinceOf(
  { horizon, now }: Plan,
  id: ResourceId,
  from: string | undefined,
): string {
  const { overlapDays } = RESOURCES[id];
  const begin = beginOf(horizon, now);
  if (from === undefined) return begin;
  const again = before(from, Math.max(overlapDays * DAY, HOUR));
  return again > begin ? again : begin;
}

function stateOf(plan: Plan, id: ResourceId, thorough: boolean): KindState {
  const { completedAt, thoroughAt, refused } = plan.checkpoint;
  const { enabled, unsorted } = RESOURCES[id];
  const whole = refused.includes(id) || (thorough && unsorted);
  const from = thorough ? thoroughAt : completedAt;
  const since = sinceOf(plan, id, whole ? undefined : from);
  return enabled && !enabled(plan.project)
    ? { since, seen: 0, total: 0, done: true }
    : { since, seen: 0 };
}

/** What a new run reads, and since when. */
export function beginRun(plan: Plan): RunState {
  const thorough = isThoroughDue(plan.checkpoint.thoroughAt, plan.now);
  return {
    startedAt: plan.now,
    thorough,
    resources: Object.fromEntries(
      RESOURCE_IDS.map(id => [id, stateOf(plan, id, thorough)]),
    ) as RunState['resources'],
    pipelinesRead: 0,
    refused: [],
    unread: { count: 0 },
    limited: {},
  };
}

/**
 * Begins anew with what is done of a run that one kind kept from being complete:
 * since it was begun something may have come.
 */
export function lookAgain(plan: Plan, run: RunState): void {
  for (const id of RESOURCE_IDS) {
    const state = run.resources[id];
    if (!state.done || run.refused.includes(id)) continue;
    const since = sinceOf(plan, id, run.startedAt);
    const { enabled } = RESOURCES[id];
    if (enabled && !enabled(plan.project)) continue;
    run.resources[id] = {
      since: since > state.since ? since : state.since,
      seen: state.seen,
    };
  }
  run.failed = undefined;
}
