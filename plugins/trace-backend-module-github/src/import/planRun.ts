import {
  before,
  DAY,
  HOUR,
  isThoroughDue,
} from '@throughline/plugin-trace-node';
import { Checkpoint, noLimits, ResourceState, RunState } from './checkpoint';
import { Marks, Newest } from './newest';
import { RESOURCE_IDS, ResourceId, RESOURCES } from './resources';

/** What a run is planned by. */
export interface Plan {
  checkpoint: Checkpoint;
  /** What GitHub has now. */
  newest: Newest;
  /** ISO 8601, by GitHub's clock. */
  now: string;
  /** The whole horizon. */
  days: number;
}

/** @param from - when it was last read; undefined: the whole horizon */
function sinceOf(
  { days }: Plan,
  id: ResourceId,
  now: string,
  from: string | undefined,
): string {
  const { overlapDays } = RESOURCES[id];
  return !from || overlapDays === undefined
    ? before(now, days * DAY)
    : before(from, Math.max(overlapDays * DAY, HOUR));
}

/** Nothing of it changed since. */
function isOld({ newest }: Plan, id: ResourceId, since: string): boolean {
  return Date.parse(newest.changedAt[id] ?? '') < Date.parse(since);
}

function isSame(
  { newest }: Plan,
  id: ResourceId,
  marks: Marks | undefined,
): boolean {
  const now = newest.marks[id];
  return now !== undefined && now === marks?.[id];
}

function beginOf(plan: Plan, id: ResourceId, thorough: boolean): ResourceState {
  const { completedAt, thoroughAt, refused, marks } = plan.checkpoint;
  const { refusedFields = [] } = plan.checkpoint;
  const again =
    refused.includes(id) ||
    // Which commits are direct ones is known by the requests.
    (id === 'commits' && refused.includes('pulls')) ||
    (thorough && refusedFields.some(field => field.startsWith(`${id}.`)));
  const from = thorough ? thoroughAt : completedAt;
  const since = sinceOf(plan, id, plan.now, again ? undefined : from);
  if (
    isOld(plan, id, since) ||
    (isSame(plan, id, marks) && !thorough && !again)
  ) {
    return { since, seen: 0, total: 0, done: true };
  }
  const { firstPage } = RESOURCES[id];
  return { since, seen: 0, size: completedAt ? firstPage : undefined };
}

/** What a new run reads, and since when. */
export function beginRun(plan: Plan): RunState {
  const { checkpoint, newest, now } = plan;
  const thorough = isThoroughDue(checkpoint.thoroughAt, now);
  if (thorough) {
    checkpoint.limits = noLimits();
    checkpoint.furtherLimits = undefined;
  }
  return {
    startedAt: now,
    thorough,
    marks: newest.marks,
    resources: Object.fromEntries(
      RESOURCE_IDS.map(id => [id, beginOf(plan, id, thorough)]),
    ) as RunState['resources'],
    direct: [],
    directRead: 0,
    withoutPaths: 0,
    refused: [],
    refusedFields: [],
    unread: { count: 0 },
  };
}

/**
 * Begins anew with what is done, in a run that is kept from being complete:
 * what is new of it must not wait for that.
 */
export function lookAgain(plan: Plan, run: RunState): void {
  const from = run.lookedAt ?? run.startedAt;
  for (const id of RESOURCE_IDS) {
    if (!run.resources[id].done || run.refused.includes(id)) continue;
    const since = sinceOf(plan, id, run.startedAt, from);
    if (isOld(plan, id, since) || isSame(plan, id, run.marks)) continue;
    run.resources[id] = { since, seen: 0, size: RESOURCES[id].firstPage };
    run.marks = { ...run.marks, [id]: plan.newest.marks[id] };
  }
  run.lookedAt = plan.now;
  run.failed = false;
  run.directRead = 0;
}
