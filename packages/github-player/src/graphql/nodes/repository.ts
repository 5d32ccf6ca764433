import { GraphQLResolveInfo } from 'graphql';
import { fullName } from '../../model/Organisation';
import { commitAt } from '../../model/resolve';
import { Deployment, Issue, PullRequest, Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { notFound } from '../errors';
import { checkMayRead, GraphqlContext } from '../GraphqlContext';
import { OrderBy, ordered } from '../order';
import { accountNode } from './account';
import { commitNode } from './commit';
import { deploymentNode } from './deployment';
import { issueNode } from './issue';
import { pullRequestNode } from './pullRequest';
import { refNode } from './ref';
import { refsConnection } from './refs';
import { releaseNode } from './release';

type Args<T> = PageArguments & { orderBy?: OrderBy | null } & T;

const TIMES = {
  CREATED_AT: (it: { createdAt: string }) => it.createdAt,
  UPDATED_AT: (it: { updatedAt: string }) => it.updatedAt,
};

function isOfState(pull: PullRequest, states: string[] | undefined) {
  const state = pull.mergedAt ? 'MERGED' : pull.state.toUpperCase();
  return !states || states.includes(state);
}

interface IssueFilters {
  since?: string;
  labels?: string[];
  states?: string[];
}

function passes(issue: Issue, filters: IssueFilters): boolean {
  const { since, labels, states } = filters;
  return (
    (!since || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
    (!labels || labels.some(it => issue.labels.includes(it))) &&
    (!states || states.includes(issue.state.toUpperCase()))
  );
}

function connections(context: GraphqlContext, repository: Repository) {
  return {
    pullRequests: (
      args: Args<{
        states?: string[];
        labels?: string[];
        headRefName?: string;
        baseRefName?: string;
      }>,
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      checkMayRead(context, repository, 'pull_requests');
      const { states, labels, headRefName, baseRefName } = args;
      const found = repository.pulls.filter(
        it =>
          isOfState(it, states) &&
          (!labels || labels.some(label => it.labels.includes(label))) &&
          (!headRefName || it.headBranch === headRefName) &&
          (!baseRefName || it.baseBranch === baseRefName),
      );
      return connection(
        {
          ...ordered(found, args.orderBy, TIMES),
          id: it => it.id,
          node: it => pullRequestNode(context, repository, it),
        },
        args,
        info,
        ['states', 'labels', 'headRefName', 'baseRefName', 'orderBy'],
      );
    },
    issues: (
      args: Args<{
        filterBy?: IssueFilters;
        labels?: string[];
        states?: string[];
      }>,
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      checkMayRead(context, repository, 'issues');
      const { filterBy = {}, labels, states, orderBy } = args;
      const found = repository.issues.filter(
        it => passes(it, filterBy) && passes(it, { labels, states }),
      );
      return connection(
        {
          ...ordered(found, orderBy, TIMES),
          id: it => it.id,
          node: it => issueNode(context, repository, it),
        },
        args,
        info,
        ['filterBy', 'labels', 'states', 'orderBy'],
      );
    },
    deployments: (
      args: Args<{ environments?: string[] }>,
      _: unknown,
      info: GraphQLResolveInfo,
    ) => {
      checkMayRead(context, repository, 'deployments');
      const { environments, orderBy } = args;
      const found = repository.deployments.filter(
        (it: Deployment) => environments?.includes(it.environment) ?? true,
      );
      return connection(
        {
          ...ordered(found, orderBy, { CREATED_AT: TIMES.CREATED_AT }),
          id: it => it.id,
          node: it => deploymentNode(context, repository, it),
        },
        args,
        info,
        ['environments', 'orderBy'],
      );
    },
    releases: (args: Args<{}>, _: unknown, info: GraphQLResolveInfo) => {
      checkMayRead(context, repository, 'contents');
      return connection(
        {
          ...ordered(repository.releases, args.orderBy, {
            CREATED_AT: TIMES.CREATED_AT,
          }),
          id: it => it.id,
          node: it => releaseNode(context, repository, it),
        },
        args,
        info,
        ['orderBy'],
      );
    },
    refs: refsConnection(context, repository),
  };
}

function objectNode(
  context: GraphqlContext,
  repository: Repository,
  args: { oid?: string; expression?: string },
) {
  checkMayRead(context, repository, 'contents');
  const commit = commitAt(repository, args.oid ?? args.expression ?? 'HEAD');
  return commit ? commitNode(context, repository, commit) : null;
}

/** A repository and, for who may read them, its parts. */
export function repositoryNode(
  context: GraphqlContext,
  repository: Repository,
): Record<string, unknown> {
  const numbered = <T extends { number: number }>(
    items: T[],
    number: number,
    what: string,
  ) => {
    const found = items.find(it => it.number === number);
    if (found) return found;
    throw notFound(`${what} with the number of ${number}`);
  };
  return {
    __typename: 'Repository',
    id: `R_${repository.id}`,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    description: repository.description,
    owner: () => accountNode(repository.owner, context.links),
    url: context.links.page(repository),
    isArchived: repository.archived,
    isPrivate: repository.private,
    isFork: false,
    isDisabled: false,
    isEmpty: repository.commits.size === 0,
    isLocked: false,
    isTemplate: false,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    pushedAt: repository.pushedAt,
    archivedAt: repository.archived ? repository.updatedAt : null,
    defaultBranchRef: () => {
      checkMayRead(context, repository, 'contents');
      return refNode(context, repository, repository.defaultBranch);
    },
    object: (args: { oid?: string; expression?: string }) =>
      objectNode(context, repository, args),
    pullRequest: ({ number }: { number: number }) => {
      checkMayRead(context, repository, 'pull_requests');
      const pull = numbered(repository.pulls, number, 'a PullRequest');
      return pullRequestNode(context, repository, pull);
    },
    issue: ({ number }: { number: number }) => {
      checkMayRead(context, repository, 'issues');
      const issue = numbered(repository.issues, number, 'an Issue');
      return issueNode(context, repository, issue);
    },
    release: ({ tagName }: { tagName: string }) => {
      checkMayRead(context, repository, 'contents');
      const release = repository.releases.find(it => it.tag === tagName);
      return release ? releaseNode(context, repository, release) : null;
    },
    ...connections(context, repository),
  };
}
