import {
  ChangeAttributes,
  changeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { queryGraphql } from '../../client';
import { pathsOf } from '../../commit';
import { fact } from '../../result';
import { instant } from '../../schemas';
import { hasMoreChecks } from '../payloads/checks';
import { commitFacts, pathsFact } from '../payloads/commit';
import { pullPayload, readiness, reviewPayload } from '../payloads/pull';
import { CommitNode } from '../queries/commits';
import {
  MAX_LISTED_COMMITS,
  PULL_COMMITS,
  PullCommitsAnswer,
  PullNode,
  PULLS,
  PullsAnswer,
} from '../queries/pulls';
import { readChecks } from './checks';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
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
    commits.push(...page.nodes.flatMap(node => node?.commit ?? []));
    const after: string | null = page.pageInfo.endCursor;
    page =
      page.pageInfo.hasNextPage && after
        ? await nextCommits(pull.number, after, request)
        : undefined;
  }
  return commits;
}

/**
 * The commits of a request. Their files are not known one by one; those of the
 * request are its only commit's, and those of the commit it landed as. Where it
 * landed as several, the last one stands for all.
 */
async function commitFactsOf(
  pull: PullNode,
  request: PageRequest,
): Promise<Fact[]> {
  const { repository } = request;
  const paths = pull.files?.nodes?.map(({ path }) => path);
  const commits = await commitsOf(pull, request);
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
  const paths = pull.files?.nodes?.map(({ path }) => path);
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
    files: pull.changedFiles > (pull.files?.nodes?.length ?? 0),
    reviews: !!reviews && reviews.totalCount > reviews.nodes.length,
    checks: pull.head.nodes.some(node => node && hasMoreChecks(node.commit)),
  };
  return (Object.keys(reached) as Limit[]).filter(limit => reached[limit]);
}

function addReviews(pull: PullNode, to: NormalisedPage) {
  for (const node of pull.reviews?.nodes ?? []) {
    const review = node && reviewPayload(node);
    if (!review) continue;
    const action = review.state === 'dismissed' ? 'dismissed' : 'submitted';
    to.add(
      'pull_request_review',
      { action, review, pull_request: pullPayload(pull) },
      `A review of #${pull.number}`,
    );
  }
}

function checksOf(
  pull: PullNode,
  repository: string,
  to: NormalisedPage,
): Fact[] {
  return pull.head.nodes.flatMap(node =>
    node
      ? readChecks(
          node.commit,
          { sha: node.commit.oid, branch: pull.headRefName },
          repository,
          to,
        )
      : [],
  );
}

async function readPulls(request: PageRequest): Promise<Page> {
  const { client, owner, name, repository, settings, payload } = request;
  const { data, refused } = await queryGraphql<PullsAnswer>(
    client,
    PULLS,
    { owner, name, first: request.size, after: request.cursor },
    request.retries,
  );
  const connection = data.repository?.pullRequests;
  if (!connection) return { facts: [], next: undefined, seen: 0, refused };
  const { items, next } = withinHorizon(
    connection,
    request.since,
    pull => pull.updatedAt,
  );
  const page = new NormalisedPage(settings, payload);
  const facts: Fact[] = [];
  for (const pull of items) {
    page.add(
      'pull_request',
      {
        action: pull.state === 'OPEN' ? 'reopened' : 'closed',
        pull_request: pullPayload(pull),
      },
      `#${pull.number}`,
    );
    addReviews(pull, page);
    facts.push(...checksOf(pull, repository, page));
    facts.push(readinessFact(repository, pull));
    facts.push(...requestPaths(repository, pull));
    facts.push(...(await commitFactsOf(pull, request)));
  }
  return {
    facts: [...page.facts, ...facts],
    next,
    seen: items.length,
    total: connection.totalCount,
    refused,
    limits: items.flatMap(pull =>
      limitsOf(pull).map(limit => ({ limit, of: `#${pull.number}` })),
    ),
    unread: page.unread,
  };
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
