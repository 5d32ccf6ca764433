import {
  ChangeAttributes,
  changeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { fact, readPayload } from '@throughline/plugin-trace-node';
import { changeFact, CHANGE_RANKS, MergeRequest } from '../../change';
import { sortedPathsOf } from '../../commit';
import { landedAs } from '../../mergeRequestPayload';
import { commentFact, verdictFact } from '../../reviews';
import {
  id,
  identifier,
  instant,
  labelNames,
  pageAddress,
  prose,
  sha,
} from '../../schemas';
import { apiCommitFact, commitSchema, pathsFact } from '../commits';
import { readinessOf, SystemNote, verdictsOf } from '../verdicts';
import { numberOf, optional, PageReading, readAll, readList } from './reading';
import { Page, PageRequest, Resource } from './types';

/** Each takes four requests more, and what is read is kept after a page. */
const PAGE_SIZE = 20;
const MAX_PAGES = 3;
const MAX_DIFF_PAGES = 10;

const time = instant.nullish().transform(value => value ?? null);
const user = z.object({ id, username: identifier });

/** https://docs.gitlab.com/api/merge_requests/#list-project-merge-requests */
const schema = z.object({
  iid: id,
  title: prose(500),
  description: z.string().nullish(),
  web_url: pageAddress,
  state: z.enum(['opened', 'closed', 'merged', 'locked']),
  draft: z.boolean().optional(),
  work_in_progress: z.boolean().optional(),
  author: user.nullish(),
  source_branch: identifier,
  target_branch: identifier,
  sha: sha.nullish(),
  merge_commit_sha: sha.nullish(),
  squash_commit_sha: sha.nullish(),
  created_at: instant,
  updated_at: instant,
  merged_at: time,
  closed_at: time,
  labels: z.array(prose(100)).default([]),
  reviewers: z.array(z.unknown()).nullish(),
});
type Item = z.output<typeof schema>;

/** https://docs.gitlab.com/api/merge_request_approvals/ */
const approvalsSchema = z.object({
  approved_by: z
    .array(
      z.object({
        user,
        approved_at: instant.nullish().transform(value => value ?? undefined),
      }),
    )
    .default([]),
});

/** https://docs.gitlab.com/api/notes/#list-all-merge-request-notes */
const noteSchema = z.object({
  id,
  body: z.string(),
  author: user.nullish(),
  created_at: instant,
  system: z.boolean(),
});
type Note = z.output<typeof noteSchema>;

/** https://docs.gitlab.com/api/merge_requests/#list-merge-request-diffs */
const diffSchema = z.object({ new_path: z.string(), old_path: z.string() });

function requestOf(item: Item): MergeRequest {
  const merged = item.state === 'merged';
  return {
    number: item.iid,
    title: item.title,
    description: item.description,
    url: item.web_url,
    state: item.state,
    draft: item.draft ?? item.work_in_progress ?? false,
    author: item.author?.username,
    sourceBranch: item.source_branch,
    targetBranch: item.target_branch,
    headSha: item.sha ?? undefined,
    // A fast-forward leaves neither: then it is the head that landed.
    mergeSha: merged
      ? landedAs(item.squash_commit_sha, item.merge_commit_sha) ??
        item.sha ??
        undefined
      : undefined,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    mergedAt: item.merged_at,
    closedAt: item.state === 'closed' ? item.closed_at : null,
    labels: labelNames(item.labels),
    reviewers: item.reviewers?.length,
  };
}

function rankOf({ state }: MergeRequest): number {
  const rank =
    state === 'closed' || state === 'merged'
      ? CHANGE_RANKS[state]
      : CHANGE_RANKS.reopened;
  return rank + CHANGE_RANKS.api;
}

function systemNotes(notes: Note[]): SystemNote[] {
  return notes.flatMap(({ system, author, body, created_at: at }) =>
    system && author
      ? [{ userId: author.id, username: author.username, body, at }]
      : [],
  );
}

function commentFacts(repository: string, item: Item, notes: Note[]): Fact[] {
  return notes.flatMap(({ system, author, id: note, created_at: at }) =>
    system || !author || author.id === item.author?.id
      ? []
      : [
          commentFact(repository, {
            request: item.iid,
            id: note,
            username: author.username,
            at,
          }),
        ],
  );
}

/** One merge request with all that is read of it. */
async function readRequest(
  item: Item,
  request: PageRequest,
  page: PageReading,
): Promise<Fact[]> {
  const { client, base, project } = request;
  const { name } = project;
  const what = `!${item.iid}`;
  const path = `/merge_requests/${item.iid}`;
  const [approvals, notes, commits, diffs] = await Promise.all([
    optional(client.get(`${base}${path}/approvals`)),
    readAll(request, `${path}/notes`, noteSchema, {
      query: { order_by: 'created_at', sort: 'asc' },
      pages: MAX_PAGES,
    }),
    readAll(request, `${path}/commits`, commitSchema, { pages: MAX_PAGES }),
    readAll(request, `${path}/diffs`, diffSchema, { pages: MAX_DIFF_PAGES }),
  ]);
  if (!approvals) page.limit('approvals', what);
  if (!notes?.complete) page.limit('notes', what);
  if (!commits?.complete) page.limit('commits', what);
  if (!diffs?.complete) page.limit('paths', what);

  const read = requestOf(item);
  const written = systemNotes(notes?.items ?? []);
  const { verdicts, timesMissing } = verdictsOf(
    read,
    approvals &&
      readPayload(approvalsSchema, approvals.data).approved_by.map(
        ({ user: by, approved_at: at }) => ({
          userId: by.id,
          username: by.username,
          at,
        }),
      ),
    written,
  );
  if (timesMissing) page.limit('approvalTimes', what);

  const paths = diffs && [
    ...new Set(
      diffs.items.flatMap(({ new_path: now, old_path: then }) => [then, now]),
    ),
  ];
  const all = diffs?.complete ? paths!.length : Infinity;
  const own = commits?.items ?? [];
  const withPaths = [
    ...(own.length === 1 && commits?.complete ? [own[0].id] : []),
    ...(read.mergeSha ? [read.mergeSha] : []),
  ];
  const ready = notes?.complete && readinessOf(read, written);
  const key = changeKey(name, read.number);
  return [
    changeFact(project, read, rankOf(read)),
    fact<ChangeAttributes>(key, read.updatedAt, {
      commits: commits?.complete ? own.length : undefined,
      changedFiles: diffs?.complete ? diffs.items.length : undefined,
      ...(paths && sortedPathsOf(paths, all)),
    }),
    ...(ready
      ? [fact<ChangeAttributes>(key, ready.at, { readyAt: ready.readyAt })]
      : []),
    ...verdicts.map(verdict => verdictFact(name, verdict)),
    ...commentFacts(name, item, notes?.items ?? []),
    ...own.map(commit => apiCommitFact(name, commit)),
    ...(paths ? withPaths.map(hash => pathsFact(name, hash, paths, all)) : []),
  ];
}

async function readMergeRequests(request: PageRequest): Promise<Page> {
  const list = await readList(request, '/merge_requests', {
    per_page: PAGE_SIZE,
    state: 'all',
    scope: 'all',
    order_by: 'updated_at',
    sort: 'desc',
    updated_after: request.since,
  });
  const page = new PageReading();
  for (const item of list.items) {
    await page.item(`!${numberOf(item)}`, () =>
      readRequest(readPayload(schema, item), request, page),
    );
  }
  const { facts, unread, limited } = page;
  const { next, total } = list;
  return { facts, next, seen: list.items.length, total, unread, limited };
}

/** Merge requests with approvals, comments, commits and files. */
export const mergeRequests: Resource = {
  title: 'Merge requests',
  without: 'changes, their reviews and their tickets',
  overlapDays: 0,
  enabled: project => project.merge_requests_enabled !== false,
  readPage: readMergeRequests,
};
