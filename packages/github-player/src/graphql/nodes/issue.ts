import { Issue, Repository } from '../../model/types';
import { GraphqlContext } from '../GraphqlContext';
import { accountNode } from './account';
import { labelsConnection } from './labels';
import { repositoryNode } from './repository';

/** A ticket. */
export function issueNode(
  context: GraphqlContext,
  repository: Repository,
  issue: Issue,
): Record<string, unknown> {
  return {
    __typename: 'Issue',
    id: `I_${issue.id}`,
    databaseId: issue.id,
    fullDatabaseId: `${issue.id}`,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    bodyText: issue.body ?? '',
    state: issue.state.toUpperCase(),
    closed: issue.state === 'closed',
    url: context.links.page(repository, `/issues/${issue.number}`),
    author: () => accountNode(issue.author, context.links),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt ?? null,
    labels: labelsConnection(issue.labels),
    repository: () => repositoryNode(context, repository),
  };
}
