import { JsonObject } from '@backstage/types';

/*
 * Small payloads of our own, with the fields and forms that GitLab documents:
 * https://docs.gitlab.com/user/project/integrations/webhook_events/
 */

export const HOST = 'gitlab.example';
export const NAME = `${HOST}/shop/web/checkout`;
export const URL = `https://${NAME}`;

export const PROJECT = {
  id: 42,
  name: 'Checkout',
  web_url: URL,
  path_with_namespace: 'shop/web/checkout',
  default_branch: 'main',
};
export const ANNA = { id: 7, name: 'Anna', username: 'anna' };
export const BEN = { id: 8, name: 'Ben', username: 'ben' };

/** A hash made of one character. */
export const hash = (letter: string) => letter.repeat(40);

/** `merge_request`, by Anna unless said otherwise. */
export function mergeRequestEvent(
  action: string | undefined,
  attributes: JsonObject = {},
  rest: JsonObject = {},
): JsonObject {
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: ANNA,
    project: PROJECT,
    object_attributes: {
      id: 9001,
      iid: 12,
      title: 'PAY-1 Round totals',
      description: 'Closes #3',
      state: 'opened',
      draft: false,
      source_branch: 'round-totals',
      target_branch: 'main',
      author_id: ANNA.id,
      created_at: '2026-03-01 09:00:00 UTC',
      updated_at: '2026-03-01 09:00:00 UTC',
      last_commit: { id: hash('a') },
      merge_commit_sha: null,
      url: `${URL}/-/merge_requests/12`,
      labels: [{ id: 1, title: 'backend' }],
      ...(action && { action }),
      ...attributes,
    },
    labels: [{ id: 1, title: 'backend' }],
    changes: {},
    reviewers: [BEN],
    ...rest,
  };
}

export function pushCommit(letter: string, rest: JsonObject = {}): JsonObject {
  return {
    id: hash(letter),
    message: `PAY-1 Commit ${letter}\n`,
    title: `PAY-1 Commit ${letter}`,
    timestamp: '2026-03-01T10:00:00+01:00',
    url: `${URL}/-/commit/${hash(letter)}`,
    author: { name: 'Anna', email: 'anna@shop.example' },
    added: ['src/new.ts'],
    modified: ['src/old.ts'],
    removed: [],
    ...rest,
  };
}

export function pushEvent(
  commits: JsonObject[],
  rest: JsonObject = {},
): JsonObject {
  return {
    object_kind: 'push',
    event_name: 'push',
    before: hash('0').replace(/0$/, '1'),
    after: commits.length > 0 ? commits[commits.length - 1].id : hash('e'),
    ref: 'refs/heads/main',
    project: PROJECT,
    commits,
    total_commits_count: commits.length,
    ...rest,
  };
}

export function tagEvent(rest: JsonObject = {}): JsonObject {
  return {
    object_kind: 'tag_push',
    event_name: 'tag_push',
    before: hash('0'),
    after: hash('d'),
    ref: 'refs/tags/v1.4.0',
    checkout_sha: hash('c'),
    project: PROJECT,
    commits: [],
    total_commits_count: 0,
    ...rest,
  };
}

export function build(id: number, rest: JsonObject = {}): JsonObject {
  return {
    id,
    stage: 'test',
    name: `job-${id}`,
    status: 'success',
    created_at: '2026-03-01 09:01:00 UTC',
    started_at: '2026-03-01 09:02:00 UTC',
    finished_at: '2026-03-01 09:05:00 UTC',
    queued_duration: 12.4,
    ...rest,
  };
}

export function pipelineEvent(
  attributes: JsonObject = {},
  builds: JsonObject[] = [build(380)],
): JsonObject {
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: 31,
      iid: 3,
      name: 'Checks',
      ref: 'round-totals',
      tag: false,
      sha: hash('a'),
      source: 'merge_request_event',
      status: 'success',
      created_at: '2026-03-01 09:01:00 UTC',
      finished_at: '2026-03-01 09:06:00 UTC',
      url: `${URL}/-/pipelines/31`,
      ...attributes,
    },
    project: PROJECT,
    builds,
  };
}

export function jobEvent(rest: JsonObject = {}): JsonObject {
  return {
    object_kind: 'build',
    ref: 'round-totals',
    tag: false,
    sha: hash('a'),
    build_id: 380,
    build_name: 'job-380',
    build_stage: 'test',
    build_status: 'success',
    build_created_at: '2026-03-01 09:01:00 UTC',
    build_started_at: '2026-03-01 09:02:00 UTC',
    build_finished_at: '2026-03-01 09:05:00 UTC',
    build_queued_duration: 12.4,
    pipeline_id: 31,
    commit: { id: 31, sha: hash('a') },
    repository: { name: 'Checkout', homepage: URL },
    project: PROJECT,
    ...rest,
  };
}

export function deploymentEvent(rest: JsonObject = {}): JsonObject {
  return {
    object_kind: 'deployment',
    status: 'success',
    status_changed_at: '2026-03-02 11:00:00 +0200',
    deployment_id: 15,
    deployable_id: 796,
    deployable_url: `${URL}/-/jobs/796`,
    environment: 'live',
    environment_tier: 'production',
    project: PROJECT,
    short_sha: 'cccccccc',
    commit_url: `${URL}/-/commit/${hash('c')}`,
    ...rest,
  };
}

export function issueEvent(
  action: string | undefined,
  attributes: JsonObject = {},
  rest: JsonObject = {},
): JsonObject {
  return {
    object_kind: 'issue',
    event_type: 'issue',
    user: ANNA,
    project: PROJECT,
    object_attributes: {
      id: 301,
      iid: 3,
      title: 'Totals are off by a cent',
      description: 'Since yesterday',
      state: 'opened',
      type: 'Issue',
      confidential: false,
      created_at: '2026-02-27T08:00:00Z',
      updated_at: '2026-02-28T08:00:00Z',
      closed_at: null,
      url: `${URL}/-/issues/3`,
      labels: [{ id: 1, title: 'backend' }],
      ...(action && { action }),
      ...attributes,
    },
    labels: [{ id: 1, title: 'backend' }],
    ...rest,
  };
}

export function noteEvent(
  attributes: JsonObject = {},
  rest: JsonObject = {},
): JsonObject {
  return {
    object_kind: 'note',
    event_type: 'note',
    user: BEN,
    project: PROJECT,
    object_attributes: {
      id: 1244,
      note: 'Half a cent is missing, see ben@shop.example',
      noteable_type: 'MergeRequest',
      author_id: BEN.id,
      created_at: '2026-03-01 09:30:00 UTC',
      updated_at: '2026-03-01 09:30:00 UTC',
      system: false,
      ...attributes,
    },
    merge_request: {
      iid: 12,
      title: 'PAY-1 Round totals',
      description: 'Closes #3',
      state: 'opened',
      draft: false,
      source_branch: 'round-totals',
      target_branch: 'main',
      author_id: ANNA.id,
      created_at: '2026-03-01 09:00:00 UTC',
      updated_at: '2026-03-01 09:30:00 UTC',
      last_commit: { id: hash('a') },
      labels: [{ id: 1, title: 'backend' }],
    },
    ...rest,
  };
}

export function releaseEvent(
  action: string,
  rest: JsonObject = {},
): JsonObject {
  return {
    object_kind: 'release',
    id: 1,
    action,
    name: 'Spring',
    tag: 'v1.4.0',
    description: 'Rounded totals',
    created_at: '2026-03-03 12:00:00 UTC',
    released_at: '2026-03-03 12:30:00 UTC',
    url: `${URL}/-/releases/v1.4.0`,
    project: PROJECT,
    commit: { id: hash('c') },
    ...rest,
  };
}
