import { linesOf } from '../model/lines';
import { PullRequest, Repository, Review } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';
import { labelShape } from './label';
import { repositoryShape } from './repository';

function addresses(repository: Repository, pull: PullRequest, links: Links) {
  const url = links.rest(repository, `/pulls/${pull.number}`);
  const html = links.page(repository, `/pull/${pull.number}`);
  const issue = links.rest(repository, `/issues/${pull.number}`);
  const statuses = links.rest(repository, `/statuses/${pull.headSha}`);
  const comment = links.rest(repository, '/pulls/comments{/number}');
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: comment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: comment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
  };
}

/** A pull request as lists and webhooks of reviews give it. */
export function simplePullRequestShape(
  repository: Repository,
  pull: PullRequest,
  links: Links,
) {
  const owner = repository.owner;
  const end = (ref: string, sha: string) => ({
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountShape(owner, links),
    repo: repositoryShape(repository, links),
  });
  return {
    ...addresses(repository, pull, links),
    id: pull.id,
    node_id: `PR_${pull.id}`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountShape(pull.author, links),
    body: pull.body ?? null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt ?? null,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map(it =>
      accountShape(it, links),
    ),
    requested_teams: [],
    labels: pull.labels.map(it => labelShape(repository, it, links)),
    milestone: null,
    draft: pull.draft,
    head: end(pull.headBranch, pull.headSha),
    base: end(pull.baseBranch, pull.baseSha),
    author_association: 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request in full. */
export function pullRequestShape(
  repository: Repository,
  pull: PullRequest,
  links: Links,
) {
  const { additions, deletions } = linesOf(pull.files);
  return {
    ...simplePullRequestShape(repository, pull, links),
    merged: pull.mergedAt !== undefined,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: pull.mergedBy ? accountShape(pull.mergedBy, links) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions,
    deletions,
    changed_files: pull.files.length,
  };
}

/** A verdict; its state is in capitals here and in small letters in webhooks. */
export function reviewShape(
  repository: Repository,
  pull: PullRequest,
  review: Review,
  links: Links,
) {
  const html = links.page(
    repository,
    `/pull/${pull.number}#pullrequestreview-${review.id}`,
  );
  const pullUrl = links.rest(repository, `/pulls/${pull.number}`);
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: accountShape(review.by, links),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: 'MEMBER',
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
  };
}
