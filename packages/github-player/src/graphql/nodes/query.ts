import { GraphQLResolveInfo } from 'graphql';
import { canSee, isGiven } from '../../access/Access';
import { instant } from '../../model/time';
import { connection, PageArguments } from '../connection';
import { forbidden, notFound } from '../errors';
import { GraphqlContext, seenRepository } from '../GraphqlContext';
import { OrderBy, ordered } from '../order';
import { accountNode } from './account';
import { nodeById } from './byId';
import { repositoryNode } from './repository';

interface RepositoriesArguments extends PageArguments {
  orderBy?: OrderBy | null;
  isArchived?: boolean;
  privacy?: 'PRIVATE' | 'PUBLIC';
}

function repositories(context: GraphqlContext) {
  const { organisation, caller } = context;
  return (
    args: RepositoriesArguments,
    _: unknown,
    info: GraphQLResolveInfo,
  ) => {
    const { isArchived, privacy } = args;
    const found = organisation.repositories.filter(
      it =>
        canSee(caller, it) &&
        (caller.kind !== 'token' || isGiven(caller.token, it)) &&
        (isArchived === undefined || it.archived === isArchived) &&
        (!privacy || it.private === (privacy === 'PRIVATE')),
    );
    return connection(
      {
        ...ordered(found, args.orderBy, {
          NAME: it => it.name,
          CREATED_AT: it => it.createdAt,
          UPDATED_AT: it => it.updatedAt,
          PUSHED_AT: it => it.pushedAt,
        }),
        id: it => it.id,
        node: it => repositoryNode(context, it),
      },
      args,
      info,
      ['orderBy', 'isArchived', 'privacy'],
    );
  };
}

function organizationNode(context: GraphqlContext, login: string) {
  const { organisation, links } = context;
  if (login.toLowerCase() !== organisation.account.login.toLowerCase()) {
    throw notFound(`an Organization with the login of '${login}'`);
  }
  return {
    ...accountNode(organisation.account, links),
    repositories: repositories(context),
  };
}

function viewerNode({ caller, links }: GraphqlContext) {
  if (caller.kind !== 'token') throw forbidden();
  const { user, installation } = caller.token;
  if (user) return accountNode(user, links);
  // An installation is seen as the bot of its app.
  return {
    __typename: 'User',
    id: `BOT_${installation?.id}`,
    databaseId: installation?.id,
    login: `app-${installation?.id}[bot]`,
    name: null,
    url: `${links.web}/apps/app-${installation?.id}`,
  };
}

/** Where every query begins. */
export function queryRoot(context: GraphqlContext): Record<string, unknown> {
  const { rateLimit, cost } = context;
  return {
    __typename: 'Query',
    repository: ({ owner, name }: { owner: string; name: string }) =>
      repositoryNode(context, seenRepository(context, owner, name)),
    organization: ({ login }: { login: string }) =>
      organizationNode(context, login),
    nodes: ({ ids }: { ids: string[] }) =>
      // One by one, so that one that is missing is null among the others.
      ids.map(async id => nodeById(context, id)),
    viewer: () => viewerNode(context),
    rateLimit: () => ({
      __typename: 'RateLimit',
      cost: cost.points,
      limit: rateLimit.limit,
      nodeCount: cost.nodes,
      remaining: rateLimit.remaining,
      resetAt: instant(rateLimit.reset * 1000),
      used: rateLimit.used,
    }),
  };
}
