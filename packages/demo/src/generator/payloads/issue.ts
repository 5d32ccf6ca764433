import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, idOf } from '../identifiers';
import { envelope, Login, user } from './common';
import { label } from './pullRequest';

/** An issue: a ticket, or an incident when labelled as one. */
export interface Issue {
  number: number;
  title: string;
  body: string;
  labels: string[];
  author: Login;
  openedAt: number;
  closedAt?: number;
}

/** `issues` */
export function issuePayload(
  source: DemoRepository,
  action: 'opened' | 'closed',
  issue: Issue,
  sender: Login,
): JsonObject {
  const full = `${OWNER}/${source.name}`;
  const api = `https://api.github.com/repos/${full}`;
  const id = idOf(`issue/${full}/${issue.number}`);
  return {
    action,
    issue: {
      url: `${api}/issues/${issue.number}`,
      repository_url: api,
      html_url: `https://github.com/${full}/issues/${issue.number}`,
      id,
      node_id: `I_${id.toString(36)}`,
      number: issue.number,
      title: issue.title,
      user: user(issue.author),
      labels: issue.labels.map(label),
      state: issue.closedAt ? 'closed' : 'open',
      state_reason: issue.closedAt ? 'completed' : null,
      locked: false,
      assignee: null,
      assignees: [],
      milestone: null,
      comments: 0,
      created_at: githubTime(issue.openedAt),
      updated_at: githubTime(issue.closedAt ?? issue.openedAt),
      closed_at: issue.closedAt ? githubTime(issue.closedAt) : null,
      author_association: 'MEMBER',
      active_lock_reason: null,
      body: issue.body,
    },
    ...envelope(source, sender, issue.closedAt ?? issue.openedAt),
  };
}
