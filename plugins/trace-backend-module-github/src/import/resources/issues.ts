import { issuePayload } from '../payloads/issue';
import { ISSUES, IssuesAnswer } from '../queries/issues';
import { readList } from './readList';
import { Page, PageRequest, Resource } from './types';

function readIssues(request: PageRequest): Promise<Page> {
  const { since } = request;
  return readList(request, {
    query: ISSUES,
    variables: { since },
    listOf: ({ repository }: IssuesAnswer) => repository?.issues,
    timeOf: issue => issue.updatedAt,
    read: (issue, page) =>
      page.add('issues', issuePayload(issue), `#${issue.number}`),
  });
}

/** Tickets and incidents. */
export const issues: Resource = {
  title: 'Issues',
  permission: 'issues: read',
  without: 'tickets and incidents',
  sized: true,
  overlapDays: 0,
  readPage: readIssues,
};
