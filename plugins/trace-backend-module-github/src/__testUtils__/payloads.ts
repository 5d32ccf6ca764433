import { JsonObject } from '@backstage/types';

/** A hash of one digit, for tests to tell commits apart. */
export function hash(digit: string): string {
  return digit.repeat(40);
}

/** The key prefix of the repository below. */
export const SHOP = 'github.com/acme/shop';

/** Small, with just what a repository in a payload must hold. */
export const repository = {
  full_name: 'Acme/shop',
  html_url: 'https://github.com/Acme/shop',
  default_branch: 'main',
};

/** A person's account. */
export const ann = { login: 'ann', type: 'User' };

/** A pull request from `feature/pay-812-retry` into `main`. */
export function pull(more: JsonObject = {}): JsonObject {
  return {
    number: 482,
    html_url: 'https://github.com/Acme/shop/pull/482',
    title: 'Retry card capture',
    body: null,
    state: 'open',
    draft: false,
    user: ann,
    head: { ref: 'feature/retry', sha: hash('a') },
    base: { ref: 'main' },
    created_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-01T10:00:00Z',
    closed_at: null,
    merged_at: null,
    merge_commit_sha: hash('f'),
    labels: [],
    requested_reviewers: [],
    requested_teams: [],
    ...more,
  };
}

/** A `pull_request` payload. */
export function pullEvent(action: string, more: JsonObject = {}): JsonObject {
  return { action, pull_request: pull(more), repository };
}

/** A commit as pushes give it. */
export function commit(digit: string, more: JsonObject = {}): JsonObject {
  return {
    id: hash(digit),
    message: 'Retry card capture',
    timestamp: '2026-03-01T11:00:00+01:00',
    url: `https://github.com/Acme/shop/commit/${hash(digit)}`,
    author: { name: 'Ann Example', email: 'ann@example.com', username: 'ann' },
    added: [],
    modified: ['src/capture.ts'],
    removed: [],
    ...more,
  };
}

/** A `push` payload, of the default branch unless told otherwise. */
export function pushEvent(
  commits: JsonObject[],
  more: JsonObject = {},
): JsonObject {
  return {
    ref: 'refs/heads/main',
    before: hash('0'),
    after: commits.at(-1)?.id ?? hash('9'),
    deleted: false,
    forced: false,
    commits,
    head_commit: commits.at(-1) ?? null,
    repository: { ...repository, pushed_at: 1772359200 },
    ...more,
  };
}

/** 2026-03-01T10:00:00Z, when everything is pushed. */
export const PUSHED_AT = '2026-03-01T10:00:00.000Z';

/** An `issues` payload. */
export function issueEvent(action: string, more: JsonObject = {}): JsonObject {
  return {
    action,
    issue: {
      number: 12,
      title: 'Captures fail',
      html_url: 'https://github.com/Acme/shop/issues/12',
      body: null,
      state: 'open',
      labels: [{ name: 'bug' }],
      created_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-01T10:00:00Z',
      closed_at: null,
      ...more,
    },
    repository,
  };
}

/** A `deployment` payload, or the deployment in a status. */
export function deploymentEvent(more: JsonObject = {}): JsonObject {
  return {
    action: 'created',
    deployment: {
      id: 7,
      sha: hash('a'),
      ref: 'main',
      environment: 'staging',
      payload: {},
      created_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-01T10:00:00Z',
      ...more,
    },
    repository,
  };
}

/** A `release` payload. */
export function releaseEvent(
  action: string,
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    release: {
      tag_name: 'v1.4.0',
      name: 'Retries',
      html_url: 'https://github.com/Acme/shop/releases/tag/v1.4.0',
      target_commitish: 'main',
      draft: false,
      prerelease: false,
      published_at: '2026-03-01T10:00:00Z',
      ...more,
    },
    repository,
  };
}

/** A `check_run` payload. */
export function checkRunEvent(
  action: string,
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    check_run: {
      id: 31,
      name: 'test',
      head_sha: hash('a'),
      html_url: 'https://github.com/Acme/shop/runs/31',
      status: 'completed',
      conclusion: 'success',
      started_at: '2026-03-01T10:00:00Z',
      completed_at: '2026-03-01T10:05:00Z',
      check_suite: { head_branch: 'feature/retry' },
      ...more,
    },
    repository,
  };
}

/** A `check_suite` payload. */
export function checkSuiteEvent(
  action: string,
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    check_suite: {
      id: 21,
      head_branch: 'feature/retry',
      head_sha: hash('a'),
      status: 'completed',
      conclusion: 'success',
      created_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-01T10:05:00Z',
      app: { name: 'Acme Lint', slug: 'acme-lint' },
      ...more,
    },
    repository,
  };
}

/** A `workflow_run` payload. */
export function workflowRunEvent(
  action: string,
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    workflow_run: {
      id: 41,
      name: 'CI',
      html_url: 'https://github.com/Acme/shop/actions/runs/41',
      head_sha: hash('a'),
      head_branch: 'feature/retry',
      event: 'pull_request',
      status: 'completed',
      conclusion: 'success',
      run_attempt: 1,
      created_at: '2026-03-01T10:00:00Z',
      run_started_at: '2026-03-01T10:00:00Z',
      updated_at: '2026-03-01T10:05:00Z',
      ...more,
    },
    workflow: { name: 'CI' },
    repository,
  };
}

/** A `workflow_job` payload. */
export function workflowJobEvent(
  action: string,
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    workflow_job: {
      id: 31,
      run_id: 41,
      run_attempt: 1,
      name: 'test',
      html_url: 'https://github.com/Acme/shop/actions/runs/41/job/31',
      head_sha: hash('a'),
      head_branch: 'feature/retry',
      status: 'completed',
      conclusion: 'success',
      created_at: '2026-03-01T09:59:00Z',
      started_at: '2026-03-01T10:00:00Z',
      completed_at: '2026-03-01T10:05:00Z',
      ...more,
    },
    repository,
  };
}

/** A `pull_request_review` payload. */
export function reviewEvent(
  action: string,
  review: JsonObject = {},
  more: JsonObject = {},
): JsonObject {
  return {
    action,
    review: {
      id: 5,
      user: { login: 'ben', type: 'User' },
      state: 'approved',
      submitted_at: '2026-03-01T12:00:00Z',
      commit_id: hash('a'),
      ...review,
    },
    pull_request: pull(more),
    repository,
  };
}

/** A `deployment_status` payload. */
export function deploymentStatusEvent(
  state: string,
  more: JsonObject = {},
): JsonObject {
  return {
    ...deploymentEvent(),
    deployment_status: {
      id: 71,
      state,
      created_at: '2026-03-01T10:02:00Z',
      log_url: '',
      target_url: '',
      ...more,
    },
  };
}

/** A `package` payload of an image, or a `registry_package` one. */
export function packageEvent(
  version: JsonObject = {},
  more: JsonObject = {},
  field: 'package' | 'registry_package' = 'package',
): JsonObject {
  return {
    action: 'published',
    [field]: {
      name: 'web/shop',
      package_type: 'CONTAINER',
      updated_at: '2026-03-01T10:00:00Z',
      package_version: {
        version: `sha256:${'1'.repeat(64)}`,
        html_url: 'https://github.com/orgs/acme/packages/container/shop/1',
        target_commitish: 'main',
        target_oid: hash('a'),
        container_metadata: {
          tag: { name: '1.4.0' },
          labels: { revision: '', source: '' },
        },
        ...version,
      },
    },
    repository,
    ...more,
  };
}

/** A `create` payload. */
export function createEvent(refType: string): JsonObject {
  return {
    ref: 'v1.4.0',
    ref_type: refType,
    repository: { ...repository, pushed_at: '2026-03-01T10:00:00Z' },
  };
}
