import { queryGraphql } from '../../client';
import { issuePayload } from '../payloads/issue';
import { ISSUES, IssuesAnswer } from '../queries/issues';
import { withinHorizon } from './horizon';
import { NormalisedPage } from './normalised';
import { Page, PageRequest, Resource } from './types';

async function readIssues(request: PageRequest): Promise<Page> {
  const { client, owner, name, since } = request;
  const { data, refused } = await queryGraphql<IssuesAnswer>(
    client,
    ISSUES,
    { owner, name, first: request.size, after: request.cursor, since },
    request.retries,
  );
  const connection = data.repository?.issues;
  if (!connection) return { facts: [], next: undefined, seen: 0, refused };
  const { items, next } = withinHorizon(
    connection,
    since,
    issue => issue.updatedAt,
  );
  const page = new NormalisedPage(request.settings, request.payload);
  for (const issue of items) {
    page.add('issues', issuePayload(issue), `#${issue.number}`);
  }
  return {
    facts: page.facts,
    next,
    seen: items.length,
    total: connection.totalCount,
    refused,
    unread: page.unread,
  };
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
