import {
  ChangeAttributes,
  changeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { fact, pathsOf } from '@throughline/plugin-trace-node';
import { queryGraphql } from '../../client';
import { instant } from '../../schemas';
import { hasMoreChecks } from '../payloads/checks';
import { commitFacts, pathsFact } from '../payloads/commit';
import { pullPayload, readiness, reviewPayload } from '../payloads/pull';
import { CommitNode } from '../queries/commits';
import { readable } from '../queries/connection';
import {
  MAX_LISTED_COMMITS,
  PULL_COMMITS,
  PullCommitsAnswer,
  PullNode,
  PULLS,
  PullsAnswer,
} from '../queries/pulls';
import { readChecks } from './checks';
import { NormalisedPage } from './normalised';
import { readList } from './readList';
import { Limit, Page, PageRequest, Resource } from './types';

type PullCommits = PullNode['commits'];

async function nextCommits(
  number: number,
  after: string,
  { client, owner, name }: PageRequest,
): Promise<PullCommits | undefined> {
  const { data } = await queryGraphql<PullCommitsAnswer>(client, PULL_COMMITS, {
    owner,
    name,
    number,
    after,
  });
  return data.repository?.pullRequest?.commits;
}

/** All commits that GitHub lists, which may be more than a page. */
async function commitsOf(
  pull: PullNode,
  request: PageRequest,
): Promise<CommitNode[]> {
  const commits: CommitNode[] = [];
  let page: PullCommits | undefined = pull.commits;
  while (page) {
    commits.push(...readable(page).map(({ commit }) => commit));
    const after: string | null = page.pageInfo.endCursor;
    page =
      page.pageInfo.hasNextPage && after
        ? await nextCommits(pull.number, after, request)
        : undefined;
  }
  return commits;
}

/** Undefined when they may not be read. */
function pathsIn({ files }: PullNode): string[] | undefined {
  return files?.nodes ? readable(files).map(({ path }) => path) : undefined;
}

/**
 * The commits of a request. Their files are not known one by one; those of the
 * request are its only commit's, and those of the commit it landed as. Where it
 * landed as several, the last one stands for all.
 */
function commitFactsOf(
  pull: PullNode,
  commits: CommitNode[],
  repository: string,
): Fact[] {
  const paths = pathsIn(pull);
  const only = commits.length === 1;
  const { mergeCommit } = pull;
  return [
    ...commits.flatMap(commit =>
      commitFacts(
        repository,
        commit,
        only ? { paths, changedFiles: pull.changedFiles } : {},
      ),
    ),
    ...(mergeCommit && pull.mergedAt && paths
      ? [
          pathsFact(
            repository,
            mergeCommit.oid,
            mergeCommit.committedDate,
            paths,
            pull.changedFiles,
          ),
        ]
      : []),
  ];
}

function readinessFact(repository: string, pull: PullNode): Fact {
  const { readyAt, at } = readiness(pull);
  return fact<ChangeAttributes>(
    changeKey(repository, pull.number),
    instant.parse(at),
    { readyAt: readyAt && instant.parse(readyAt) },
  );
}

/** What the request would change, which no webhook says. */
function requestPaths(repository: string, pull: PullNode): Fact[] {
  const paths = pathsIn(pull);
  if (!paths) return [];
  return [
    fact<ChangeAttributes>(
      changeKey(repository, pull.number),
      instant.parse(pull.updatedAt),
      pull.changedFiles > 0
        ? pathsOf(paths, pull.changedFiles)
        : { paths: null, pathsTruncated: null },
    ),
  ];
}

function limitsOf(pull: PullNode): Limit[] {
  const { reviews } = pull;
  const reached: Record<Limit, boolean> = {
    commits: pull.commits.totalCount > MAX_LISTED_COMMITS,
    files: pull.changedFiles > readable(pull.files).length,
    reviews: !!reviews && reviews.totalCount > readable(reviews).length,
    checks: readable(pull.head).some(({ commit }) => hasMoreChecks(commit)),
  };
  return (Object.keys(reached) as Limit[]).filter(limit => reached[limit]);
}

function addReviews(pull: PullNode, to: NormalisedPage) {
  for (const node of readable(pull.reviews)) {
    const review = reviewPayload(node);
    if (!review) continue;
    const action = review.state === 'dismissed' ? 'dismissed' : 'submitted';
    to.add(
      'pull_request_review',
      { action, review, pull_request: pullPayload(pull) },
      `A review of #${pull.number}`,
    );
  }
}

function addChecks(pull: PullNode, repository: string, to: NormalisedPage) {
  for (const { commit } of readable(pull.head)) {
    const checked = { sha: commit.oid, branch: pull.headRefName };
    readChecks(commit, checked, repository, to);
  }
}

/** All of one request, each part as far as it can be understood. */
function addPull(
  pull: PullNode,
  commits: CommitNode[],
  repository: string,
  to: NormalisedPage,
) {
  const what = `#${pull.number}`;
  to.item(what, () => {
    const payload = {
      action: pull.state === 'OPEN' ? 'reopened' : 'closed',
      pull_request: pullPayload(pull),
    };
    to.add('pull_request', payload, what);
    addReviews(pull, to);
    return [];
  });
  addChecks(pull, repository, to);
  to.item(what, () => [readinessFact(repository, pull)]);
  to.item(what, () => requestPaths(repository, pull));
  to.item(what, () => commitFactsOf(pull, commits, repository));
}

function readPulls(request: PageRequest): Promise<Page> {
  return readList(request, {
    query: PULLS,
    listOf: ({ repository }: PullsAnswer) => repository?.pullRequests,
    timeOf: pull => pull.updatedAt,
    async read(pull, page) {
      const commits = await commitsOf(pull, request);
      addPull(pull, commits, request.repository, page);
    },
    besides: items => ({
      limits: items.flatMap(pull =>
        limitsOf(pull).map(limit => ({ limit, of: `#${pull.number}` })),
      ),
    }),
  });
}

/** Pull requests with reviews, commits, files and checks. */
export const pulls: Resource = {
  title: 'Pull requests',
  permission: 'pull_requests: read',
  without: 'changes, their reviews and their tickets',
  sized: true,
  firstPage: 10,
  overlapDays: 0,
  readPage: readPulls,
};
