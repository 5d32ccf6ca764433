import { Router } from 'express';
import { WorkflowRun } from '../../model/types';
import { Player } from '../../server/Player';
import { jobShape, workflowRunShape } from '../../shapes/workflow';
import { aboutRepository, found } from '../RestCall';

/** GitHub lists at most so many of a filtered search. */
const MOST_FILTERED = 1000;

/** `>=2026-03-01`, `2026-03-01..2026-03-02`, `*..2026-03-01`, `<2026-03-01`. */
function createdFilter(text: string | null): (run: WorkflowRun) => boolean {
  if (!text) return () => true;
  // A day or a time, compared as text up to its own length.
  const compare = (run: WorkflowRun, limit: string) => {
    const at = run.createdAt.slice(0, limit.length);
    const to = limit.replace(/\+00:00$/, 'Z').slice(0, at.length);
    if (at === to) return 0;
    return at < to ? -1 : 1;
  };
  const [from, to] = text.split('..');
  if (to !== undefined) {
    return run =>
      (from === '*' || compare(run, from) >= 0) &&
      (to === '*' || compare(run, to) <= 0);
  }
  const [, operator, limit] = /^(>=|<=|>|<)?(.*)$/.exec(text)!;
  return run => {
    const order = compare(run, limit);
    switch (operator) {
      case '>=':
        return order >= 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '<':
        return order < 0;
      default:
        return order === 0;
    }
  };
}

function runsOf(all: WorkflowRun[], query: URLSearchParams): WorkflowRun[] {
  const isCreated = createdFilter(query.get('created'));
  const wanted = (name: string, value: string) =>
    !query.has(name) || query.get(name) === value;
  const runs = all.filter(run => {
    const { status, conclusion } = run.attempts.at(-1)!;
    return (
      isCreated(run) &&
      wanted('branch', run.branch) &&
      wanted('event', run.event) &&
      wanted('head_sha', run.headSha) &&
      (wanted('status', status) || wanted('status', conclusion ?? ''))
    );
  });
  return runs.sort((one, other) => other.id - one.id);
}

/** Workflow runs and their jobs. */
export function actionRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/actions/runs`,
    aboutRepository(player, 'actions', call => {
      const { repository, query, links } = call;
      const runs = runsOf(repository.runs, query);
      const isFiltered = [
        'created',
        'branch',
        'event',
        'status',
        'head_sha',
      ].some(it => query.has(it));
      const listed = isFiltered ? runs.slice(0, MOST_FILTERED) : runs;
      return {
        total_count: runs.length,
        workflow_runs: call
          .page(listed)
          .map(it => workflowRunShape(repository, it, links)),
      };
    }),
  );
  router.get(
    `${base}/actions/runs/:id`,
    aboutRepository(player, 'actions', ({ repository, params, links }) => {
      const run = found(repository.runs.find(it => `${it.id}` === params.id));
      return workflowRunShape(repository, run, links);
    }),
  );
  router.get(
    `${base}/actions/runs/:id/attempts/:number`,
    aboutRepository(player, 'actions', ({ repository, params, links }) => {
      const run = found(repository.runs.find(it => `${it.id}` === params.id));
      const attempt = found(run.attempts[Number(params.number) - 1]);
      return workflowRunShape(repository, run, links, attempt);
    }),
  );
  router.get(
    `${base}/actions/runs/:id/jobs`,
    aboutRepository(player, 'actions', call => {
      const { repository, params, query, links } = call;
      const run = found(repository.runs.find(it => `${it.id}` === params.id));
      const attempts =
        query.get('filter') === 'all' ? run.attempts : run.attempts.slice(-1);
      const jobs = attempts.flatMap(attempt =>
        attempt.jobs.map(job => jobShape(repository, run, attempt, job, links)),
      );
      return { total_count: jobs.length, jobs: call.page(jobs) };
    }),
  );
}
