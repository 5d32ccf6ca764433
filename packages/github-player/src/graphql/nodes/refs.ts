import { GraphQLResolveInfo } from 'graphql';
import { Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { checkMayRead, GraphqlContext } from '../GraphqlContext';
import { OrderBy, ordered } from '../order';
import { refNode, tagRefNode } from './ref';

interface RefsArguments extends PageArguments {
  refPrefix: string;
  orderBy?: OrderBy | null;
}

const HANDLED = ['refPrefix', 'orderBy'];

/** Branches, or tags, by the prefix. */
export function refsConnection(
  context: GraphqlContext,
  repository: Repository,
) {
  const timeOf = (sha: string) => repository.commits.get(sha)!.committedAt;
  return (args: RefsArguments, _: unknown, info: GraphQLResolveInfo) => {
    checkMayRead(context, repository, 'contents');
    const prefix = args.refPrefix.replace(/\/?$/, '/');
    if (prefix === 'refs/tags/') {
      return connection(
        {
          ...ordered(repository.tags, args.orderBy, {
            TAG_COMMIT_DATE: it => timeOf(it.sha),
            ALPHABETICAL: it => it.name,
          }),
          id: it => it.name,
          node: it => tagRefNode(context, repository, it),
        },
        args,
        info,
        HANDLED,
      );
    }
    if (prefix !== 'refs/heads/') {
      throw new Error(`The player has no refs at ${args.refPrefix}`);
    }
    const branches = [...repository.branches.keys()];
    return connection(
      {
        ...ordered(branches, args.orderBy, {
          TAG_COMMIT_DATE: it => timeOf(repository.branches.get(it)!),
          ALPHABETICAL: it => it,
        }),
        id: it => it,
        node: it => refNode(context, repository, it),
      },
      args,
      info,
      HANDLED,
    );
  };
}
