import { getRest } from '../../client';
import { RunItem, workflowRunPayload } from '../payloads/workflowRun';
import { NormalisedPage } from './normalised';
import { FULL_PAGE, Page, PageRequest, Resource } from './types';

interface RunsAnswer {
  total_count: number;
  workflow_runs: RunItem[];
}

/**
 * By page numbers, not by a range of times: with such a filter GitHub lists no
 * more than 1,000 runs.
 */
async function readRuns(request: PageRequest): Promise<Page> {
  const { client, owner, name, since } = request;
  const page = Number(request.cursor ?? 1);
  const { total_count: total, workflow_runs: runs } = await getRest<RunsAnswer>(
    client,
    '/repos/{owner}/{repo}/actions/runs',
    { owner, repo: name, per_page: FULL_PAGE, page },
  );
  const recent = runs.filter(
    run => Date.parse(run.created_at) >= Date.parse(since),
  );
  const normalised = new NormalisedPage(request.settings, request.payload);
  for (const run of recent) {
    normalised.add('workflow_run', workflowRunPayload(run), 'A workflow run');
  }
  const more = recent.length === FULL_PAGE && page * FULL_PAGE < total;
  return {
    facts: normalised.facts,
    next: more ? String(page + 1) : undefined,
    seen: recent.length,
    total,
    unread: normalised.unread,
  };
}

/** Runs of GitHub Actions, each with its last attempt. */
export const workflowRuns: Resource = {
  title: 'Workflow runs',
  permission: 'actions: read',
  without: 'what GitHub Actions ran, and how it ended',
  sized: false,
  // Listed by when they began; the last of them may end a day later.
  overlapDays: 1,
  readPage: readRuns,
};
