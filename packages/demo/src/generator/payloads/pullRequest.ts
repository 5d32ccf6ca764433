import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, idOf } from '../identifiers';
import { envelope, Login, repository, user } from './common';

/** A pull request as it stands at some moment. */
export interface PullRequest {
  number: number;
  title: string;
  body: string;
  author: Login;
  branch: string;
  headSha: string;
  baseSha: string;
  draft: boolean;
  labels: string[];
  requestedReviewers: Login[];
  openedAt: number;
  updatedAt: number;
  closedAt?: number;
  merged: boolean;
  mergedBy?: Login;
  mergeSha?: string;
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

/** A review somebody gave. */
export interface Review {
  id: number;
  by: Login;
  state: 'approved' | 'changes_requested' | 'commented';
  body: string | null;
  at: number;
  sha: string;
}

const LABEL_COLOURS: Record<string, string> = {
  incident: 'b60205',
  dependencies: '0366d6',
  bug: 'd73a4a',
};

/** A label as GitHub repeats it on issues and pull requests. */
export function label(name: string): JsonObject {
  return {
    id: idOf(`label/${name}`),
    name,
    color: LABEL_COLOURS[name] ?? 'ededed',
    default: false,
    description: null,
  };
}

function pullRequest(source: DemoRepository, pull: PullRequest): JsonObject {
  const full = `${OWNER}/${source.name}`;
  const api = `https://api.github.com/repos/${full}`;
  const id = idOf(`pull/${full}/${pull.number}`);
  return {
    url: `${api}/pulls/${pull.number}`,
    id,
    node_id: `PR_${id.toString(36)}`,
    html_url: `https://github.com/${full}/pull/${pull.number}`,
    issue_url: `${api}/issues/${pull.number}`,
    number: pull.number,
    state: pull.closedAt ? 'closed' : 'open',
    locked: false,
    title: pull.title,
    user: user(pull.author),
    body: pull.body,
    created_at: githubTime(pull.openedAt),
    updated_at: githubTime(pull.updatedAt),
    closed_at: pull.closedAt ? githubTime(pull.closedAt) : null,
    merged_at: pull.merged && pull.closedAt ? githubTime(pull.closedAt) : null,
    merge_commit_sha: pull.mergeSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map(user),
    requested_teams: [],
    labels: pull.labels.map(label),
    milestone: null,
    draft: pull.draft,
    head: {
      label: `${OWNER}:${pull.branch}`,
      ref: pull.branch,
      sha: pull.headSha,
      user: user(OWNER),
      repo: repository(source),
    },
    base: {
      label: `${OWNER}:main`,
      ref: 'main',
      sha: pull.baseSha,
      user: user(OWNER),
      repo: repository(source),
    },
    author_association: 'MEMBER',
    auto_merge: null,
  };
}

/** `pull_request` */
export function pullRequestPayload(
  source: DemoRepository,
  action: 'opened' | 'synchronize' | 'ready_for_review' | 'closed',
  pull: PullRequest,
  sender: Login,
  before?: string,
): JsonObject {
  return {
    action,
    number: pull.number,
    ...(before && { before, after: pull.headSha }),
    pull_request: {
      ...pullRequest(source, pull),
      merged: pull.merged,
      mergeable: pull.closedAt ? null : true,
      mergeable_state: 'unknown',
      merged_by: pull.mergedBy ? user(pull.mergedBy) : null,
      comments: 0,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: pull.commits,
      additions: pull.additions,
      deletions: pull.deletions,
      changed_files: pull.changedFiles,
    },
    ...envelope(source, sender, pull.updatedAt),
  };
}

/** `pull_request_review`, submitted */
export function reviewPayload(
  source: DemoRepository,
  pull: PullRequest,
  review: Review,
): JsonObject {
  const html = `https://github.com/${OWNER}/${source.name}/pull/${pull.number}`;
  return {
    action: 'submitted',
    review: {
      id: review.id,
      node_id: `PRR_${review.id.toString(36)}`,
      user: user(review.by),
      body: review.body,
      commit_id: review.sha,
      submitted_at: githubTime(review.at),
      state: review.state,
      html_url: `${html}#pullrequestreview-${review.id}`,
      author_association: 'MEMBER',
    },
    pull_request: pullRequest(source, pull),
    ...envelope(source, review.by, review.at),
  };
}
