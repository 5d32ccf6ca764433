import { PullRequest, Repository, Review } from '../../model/types';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { commitNode } from './commit';
import { pullRequestNode } from './pullRequest';

/** A verdict on a pull request. */
export function reviewNode(
  context: GraphqlContext,
  repository: Repository,
  pull: PullRequest,
  review: Review,
): Record<string, unknown> {
  return {
    __typename: 'PullRequestReview',
    id: `PRR_${review.id}`,
    databaseId: review.id,
    fullDatabaseId: `${review.id}`,
    author: () => accountNode(review.by, context.links),
    state: review.state,
    body: review.body,
    createdAt: review.submittedAt,
    submittedAt: review.submittedAt,
    updatedAt: review.submittedAt,
    url: context.links.page(
      repository,
      `/pull/${pull.number}#pullrequestreview-${review.id}`,
    ),
    commit: () => {
      const commit = repository.commits.get(review.commit);
      return commit ? commitNode(context, repository, commit) : null;
    },
    pullRequest: () => pullRequestNode(context, repository, pull),
  };
}
