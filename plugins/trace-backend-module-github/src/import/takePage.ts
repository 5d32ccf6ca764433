import { Fact } from '@throughline/plugin-trace-common';
import { before, countUnread, DAY } from '@throughline/plugin-trace-node';
import { GraphqlProblem } from '../client';
import { Checkpoint, Refusable, RunState } from './checkpoint';
import { MAX_NAMED } from './notes';
import { ResourceId } from './resources';
import { Limit, Page } from './resources/types';

/** Commits whose paths are asked for in one run, the newest first. */
const MAX_PATHS_A_RUN = 1000;

/** Notes that the credentials may not read something. */
export function refuse(run: RunState, what: Refusable): void {
  if (!run.refused.includes(what)) run.refused.push(what);
}

function refuseField(
  run: RunState,
  id: ResourceId,
  page: Page,
  { path = [] }: GraphqlProblem,
): void {
  const names = path.filter(part => typeof part === 'string');
  const last = names.at(-1);
  if (last === 'checkSuites' || last === 'checkRuns') {
    refuse(run, 'checks');
  } else if (last === 'workflowRun') {
    refuse(run, 'workflowRuns');
  } else if (page.total === undefined && page.seen === 0) {
    refuse(run, id);
  } else {
    const field = `${id}.${last ?? ''}`;
    if (!run.refusedFields.includes(field)) run.refusedFields.push(field);
  }
}

/**
 * Checks are read with requests and commits. When they may be read at last,
 * what was read without them has to be read again. A page without any item
 * does not tell: nothing was asked for, so nothing was refused.
 */
function checksCameBack(
  checkpoint: Checkpoint,
  run: RunState,
  page: Page,
): boolean {
  const { refused } = checkpoint;
  if (!refused.includes('checks') || page.seen === 0) return false;
  checkpoint.refused = refused.filter(it => it !== 'checks');
  return !run.refused.includes('checks');
}

function addLimit(checkpoint: Checkpoint, limit: Limit, of: string): void {
  const named = checkpoint.limits[limit];
  if (named.includes(of)) return;
  if (named.length < MAX_NAMED) {
    named.push(of);
    return;
  }
  const further = (checkpoint.furtherLimits ??= {});
  further[limit] = (further[limit] ?? 0) + 1;
}

function enqueuePaths(
  checkpoint: Checkpoint,
  run: RunState,
  { direct = [] }: Page,
): void {
  const known = new Set(checkpoint.pathsRead.map(({ sha }) => sha));
  const wanted = direct.filter(({ sha }) => !known.has(sha));
  const queued = run.direct.length + run.directRead;
  const taken = wanted.slice(0, Math.max(0, MAX_PATHS_A_RUN - queued));
  run.direct.push(...taken);
  run.withoutPaths += wanted.length - taken.length;
}

/**
 * Takes a page over into what is known of the run.
 *
 * @param days - the whole horizon
 * @returns what is to be stored of it
 */
export function takePage(
  checkpoint: Checkpoint,
  run: RunState,
  id: ResourceId,
  page: Page,
  days: number,
): Fact[] {
  for (const problem of page.refused ?? []) refuseField(run, id, page, problem);
  const checked = id === 'pulls' || id === 'commits';
  if (checked && checksCameBack(checkpoint, run, page)) {
    const since = before(run.startedAt, days * DAY);
    run.resources.pulls = { since, seen: 0 };
    run.resources.commits = { since, seen: 0 };
    return [];
  }
  const state = run.resources[id];
  state.seen += page.seen;
  state.cursor = page.next;
  state.done = page.next === undefined;
  state.total = state.done
    ? state.seen
    : Math.max(page.total ?? 0, state.seen + 1);
  for (const { limit, of } of page.limits ?? []) {
    addLimit(checkpoint, limit, of);
  }
  countUnread(run.unread, page.unread);
  enqueuePaths(checkpoint, run, page);
  return page.facts;
}
