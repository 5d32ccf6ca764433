import { GraphQLResolveInfo } from 'graphql';
import { LISTED_COMMITS, LISTED_FILES } from '../../model/limits';
import { linesOf } from '../../model/lines';
import { PullRequest, Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { commitNode } from './commit';
import { labelsConnection } from './labels';
import { refNode } from './ref';
import { repositoryNode } from './repository';
import { reviewNode } from './review';
import { timelineItems } from './timeline';

function stateOf(pull: PullRequest): string {
  if (pull.mergedAt) return 'MERGED';
  return pull.state.toUpperCase();
}

const CHANGE_TYPES = {
  added: 'ADDED',
  modified: 'MODIFIED',
  removed: 'DELETED',
} as const;

function connections(
  context: GraphqlContext,
  repository: Repository,
  pull: PullRequest,
) {
  const { links } = context;
  return {
    labels: labelsConnection(pull.labels),
    reviewRequests: (
      args: PageArguments,
      _: unknown,
      info: GraphQLResolveInfo,
    ) =>
      connection(
        {
          items: pull.requestedReviewers,
          id: it => it.id,
          node: it => ({
            __typename: 'ReviewRequest',
            id: `RR_${pull.id}_${it.id}`,
            asCodeOwner: false,
            requestedReviewer: accountNode(it, links),
          }),
        },
        args,
        info,
      ),
    reviews: (
      args: PageArguments & { states?: string[]; author?: string },
      _: unknown,
      info: GraphQLResolveInfo,
    ) =>
      connection(
        {
          items: pull.reviews.filter(
            it =>
              (!args.states || args.states.includes(it.state)) &&
              (!args.author || args.author === it.by.login),
          ),
          id: it => it.id,
          node: it => reviewNode(context, repository, pull, it),
        },
        args,
        info,
        ['states', 'author'],
      ),
    commits: (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
      connection(
        {
          items: pull.commits,
          listed: LISTED_COMMITS,
          id: it => it,
          node: it => ({
            __typename: 'PullRequestCommit',
            id: `PURC_${pull.id}_${it}`,
            url: links.page(repository, `/pull/${pull.number}/commits/${it}`),
            commit: () =>
              commitNode(context, repository, repository.commits.get(it)!),
          }),
        },
        args,
        info,
      ),
    files: (args: PageArguments, _: unknown, info: GraphQLResolveInfo) =>
      connection(
        {
          items: pull.files,
          listed: LISTED_FILES,
          id: it => it.path,
          node: it => ({
            __typename: 'PullRequestChangedFile',
            path: it.path,
            additions: it.additions,
            deletions: it.deletions,
            changeType: CHANGE_TYPES[it.status],
            viewerViewedState: 'UNVIEWED',
          }),
        },
        args,
        info,
      ),
    timelineItems: timelineItems(context, repository, pull),
  };
}

/** A pull request with its reviews, commits and files. */
export function pullRequestNode(
  context: GraphqlContext,
  repository: Repository,
  pull: PullRequest,
): Record<string, unknown> {
  const { links } = context;
  return {
    __typename: 'PullRequest',
    id: `PR_${pull.id}`,
    databaseId: pull.id,
    fullDatabaseId: `${pull.id}`,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    bodyText: pull.body ?? '',
    url: links.page(repository, `/pull/${pull.number}`),
    state: stateOf(pull),
    closed: pull.state === 'closed',
    merged: pull.mergedAt !== undefined,
    isDraft: pull.draft,
    isCrossRepository: false,
    locked: false,
    author: () => accountNode(pull.author, links),
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    headRef: () => refNode(context, repository, pull.headBranch),
    headRepository: () => repositoryNode(context, repository),
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseSha,
    baseRef: () => refNode(context, repository, pull.baseBranch),
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt ?? null,
    mergedAt: pull.mergedAt ?? null,
    mergedBy: () => accountNode(pull.mergedBy, links),
    mergeCommit: () =>
      pull.mergeSha
        ? commitNode(
            context,
            repository,
            repository.commits.get(pull.mergeSha)!,
          )
        : null,
    additions: linesOf(pull.files).additions,
    deletions: linesOf(pull.files).deletions,
    changedFiles: pull.files.length,
    repository: () => repositoryNode(context, repository),
    ...connections(context, repository, pull),
  };
}
