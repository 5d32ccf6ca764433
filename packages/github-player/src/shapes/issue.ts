import { Issue, PullRequest, Repository } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';
import { labelShape } from './label';

/** A ticket; also a pull request, as lists of issues give one. */
export function issueShape(
  repository: Repository,
  issue: Issue | PullRequest,
  links: Links,
) {
  const url = links.rest(repository, `/issues/${issue.number}`);
  const pull = 'headSha' in issue ? issue : undefined;
  const page = links.page(
    repository,
    `/${pull ? 'pull' : 'issues'}/${issue.number}`,
  );
  return {
    url,
    repository_url: links.rest(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: `I_${issue.id}`,
    number: issue.number,
    title: issue.title,
    user: accountShape(issue.author, links),
    labels: issue.labels.map(it => labelShape(repository, it, links)),
    state: issue.state,
    state_reason: issue.state === 'closed' ? 'completed' : null,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt ?? null,
    author_association: 'MEMBER',
    active_lock_reason: null,
    body: issue.body ?? null,
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      '+1': 0,
      '-1': 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    ...(pull && {
      pull_request: {
        url: links.rest(repository, `/pulls/${pull.number}`),
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: pull.mergedAt ?? null,
      },
    }),
  };
}
