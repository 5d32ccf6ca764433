import { GraphQLResolveInfo } from 'graphql';
import { PullRequest, Repository } from '../../model/types';
import { connection, PageArguments } from '../connection';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { pullRequestNode } from './pullRequest';

interface TimelineArguments extends PageArguments {
  itemTypes?: string[];
}

const KNOWN = 'READY_FOR_REVIEW_EVENT';

/** The events of a pull request, of which the player knows one type. */
export function timelineItems(
  context: GraphqlContext,
  repository: Repository,
  pull: PullRequest,
) {
  return (args: TimelineArguments, _: unknown, info: GraphQLResolveInfo) => {
    const { itemTypes } = args;
    if (!itemTypes?.length || itemTypes.some(it => it !== KNOWN)) {
      throw new Error(
        `The player knows timelineItems(itemTypes: [${KNOWN}]) and no others`,
      );
    }
    const page = connection(
      {
        items: pull.readyForReview,
        id: it => it.id,
        node: it => ({
          __typename: 'ReadyForReviewEvent',
          id: `RFRE_${it.id}`,
          createdAt: it.at,
          actor: () => accountNode(pull.author, context.links),
          url: context.links.page(repository, `/pull/${pull.number}`),
          pullRequest: () => pullRequestNode(context, repository, pull),
        }),
      },
      args,
      info,
      ['itemTypes'],
    );
    return {
      ...page,
      filteredCount: pull.readyForReview.length,
      updatedAt: pull.updatedAt,
    };
  };
}
