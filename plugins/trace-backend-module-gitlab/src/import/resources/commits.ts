import { readPayload } from '@throughline/plugin-trace-node';
import { apiCommitFact, commitSchema } from '../commits';
import { PageReading, readList } from './reading';
import { Page, PageRequest, Resource } from './types';

async function readCommits(request: PageRequest): Promise<Page> {
  const { project, since } = request;
  const list = await readList(request, '/repository/commits', {
    ref_name: project.defaultBranch!,
    since,
  });
  const page = new PageReading();
  for (const item of list.items) {
    await page.item('A commit', () => [
      apiCommitFact(project.name, readPayload(commitSchema, item), true),
    ]);
  }
  const { facts, unread } = page;
  return {
    facts,
    next: list.next,
    seen: list.items.length,
    total: list.total,
    unread,
  };
}

/** The default branch. */
export const commits: Resource = {
  title: 'Commits',
  without: 'commits of the default branch, and so what a deployment brought',
  // By their own time: what is pushed today may have been made days ago.
  overlapDays: 7,
  enabled: project => !!project.default_branch,
  readPage: readCommits,
};
