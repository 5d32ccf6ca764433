import { whole } from '../queries/connection';
import { IssueNode } from '../queries/issues';

/** What the last `issues` about it would have said. */
export function issuePayload(issue: IssueNode) {
  const closed = issue.state === 'CLOSED';
  return {
    action: closed ? 'closed' : 'reopened',
    issue: {
      number: issue.number,
      title: issue.title,
      html_url: issue.url,
      body: issue.body || null,
      state: closed ? 'closed' : 'open',
      // Unread is not none: a label may be what restricts it.
      labels: whole(issue.labels),
      created_at: issue.createdAt,
      updated_at: issue.updatedAt,
      closed_at: issue.closedAt,
    },
  };
}
