import {
  ANNA,
  BEN,
  hash,
  NAME,
  PROJECT,
  URL,
} from '../../__testUtils__/payloads';
import { Item, Lists } from './gitlabServer';

/*
 * What our payloads tell, as the API answers it: with the fields and forms that
 * GitLab documents, see the pages that the readers name.
 */

export const API_PROJECT: Item = {
  id: PROJECT.id,
  name: 'Checkout',
  path_with_namespace: 'shop/web/checkout',
  web_url: URL,
  default_branch: 'main',
  archived: false,
  issues_enabled: true,
  merge_requests_enabled: true,
  jobs_enabled: true,
};

export function apiCommit(letter: string, rest: Item = {}): Item {
  return {
    id: hash(letter),
    short_id: hash(letter).slice(0, 8),
    title: `PAY-1 Commit ${letter}`,
    message: `PAY-1 Commit ${letter}\n`,
    author_name: 'Anna',
    author_email: 'anna@shop.example',
    authored_date: '2026-03-01T09:00:00.000+01:00',
    committed_date: '2026-03-01T10:00:00.000+01:00',
    created_at: '2026-03-01T10:00:00.000+01:00',
    parent_ids: [],
    web_url: `${URL}/-/commit/${hash(letter)}`,
    ...rest,
  };
}

export function apiRequest(iid: number, rest: Item = {}): Item {
  return {
    id: 9000 + iid,
    iid,
    project_id: PROJECT.id,
    title: 'PAY-1 Round totals',
    description: 'Closes #3',
    state: 'merged',
    created_at: '2026-03-01T09:00:00.123Z',
    updated_at: '2026-03-02T10:00:00.456Z',
    merged_at: '2026-03-02T10:00:00.400Z',
    closed_at: null,
    target_branch: 'main',
    source_branch: 'round-totals',
    author: ANNA,
    reviewers: [BEN],
    labels: ['backend'],
    draft: false,
    sha: hash('a'),
    merge_commit_sha: hash('c'),
    squash_commit_sha: null,
    web_url: `${URL}/-/merge_requests/${iid}`,
    ...rest,
  };
}

/** What belongs to one merge request, by path. */
export function requestParts(iid: number): Lists {
  const path = `/merge_requests/${iid}`;
  const note = (id: number, rest: Item): Item => ({
    id,
    system: true,
    author: BEN,
    created_at: '2026-03-01T09:50:00.789Z',
    updated_at: '2026-03-01T09:50:00.789Z',
    ...rest,
  });
  return {
    [`${path}/approvals`]: { approved_by: [{ user: BEN }] },
    [`${path}/notes`]: [
      note(1244, {
        body: 'Half a cent is missing, see ben@shop.example',
        system: false,
        created_at: '2026-03-01T09:30:00.111Z',
      }),
      note(1245, { body: 'Right.', system: false, author: ANNA }),
      note(1246, { body: 'approved this merge request' }),
    ],
    [`${path}/commits`]: [apiCommit('a')],
    [`${path}/diffs`]: [
      { old_path: 'src/old.ts', new_path: 'src/old.ts', diff: '' },
      { old_path: 'src/new.ts', new_path: 'src/new.ts', diff: '' },
    ],
  };
}

export function apiPipeline(id: number, rest: Item = {}): Item {
  return {
    id,
    iid: 3,
    name: 'Checks',
    ref: 'round-totals',
    tag: false,
    sha: hash('a'),
    source: 'merge_request_event',
    status: 'success',
    created_at: '2026-03-01T09:01:00.001Z',
    updated_at: '2026-03-01T09:06:00.900Z',
    started_at: '2026-03-01T09:02:00.002Z',
    finished_at: '2026-03-01T09:06:00.003Z',
    web_url: `${URL}/-/pipelines/${id}`,
    ...rest,
  };
}

export function apiJob(id: number): Item {
  return {
    id,
    name: `job-${id}`,
    stage: 'test',
    status: 'success',
    created_at: '2026-03-01T09:01:00.001Z',
    started_at: '2026-03-01T09:02:00.002Z',
    finished_at: '2026-03-01T09:05:00.003Z',
    queued_duration: 12.4,
    web_url: `${URL}/-/jobs/${id}`,
  };
}

/** The whole project, as far as its payloads tell of it. */
export function world(): Lists {
  return {
    '/merge_requests': [apiRequest(12)],
    ...requestParts(12),
    '/repository/commits': [
      apiCommit('c', {
        parent_ids: [hash('b'), hash('a')],
        committed_date: '2026-03-02T11:00:00.000+01:00',
      }),
    ],
    '/deployments': [
      {
        id: 15,
        iid: 2,
        ref: 'main',
        sha: hash('c'),
        status: 'success',
        created_at: '2026-03-02T08:58:00.000Z',
        // Something else of it changed an hour later.
        updated_at: '2026-03-02T10:00:00.500Z',
        environment: { id: 9, name: 'live' },
        deployable: {
          id: 796,
          web_url: `${URL}/-/jobs/796`,
          finished_at: '2026-03-02T09:00:00.400Z',
        },
      },
    ],
    '/environments': [{ id: 9, name: 'live', tier: 'production' }],
    '/pipelines': [apiPipeline(31)],
    '/pipelines/31': apiPipeline(31),
    '/pipelines/31/jobs': [apiJob(380)],
    '/issues': [
      {
        id: 301,
        iid: 3,
        title: 'Totals are off by a cent',
        description: 'Since yesterday',
        state: 'opened',
        issue_type: 'issue',
        confidential: false,
        labels: ['backend'],
        created_at: '2026-02-27T08:00:00.321Z',
        updated_at: '2026-02-28T08:00:00.654Z',
        closed_at: null,
        web_url: `${URL}/-/issues/3`,
      },
    ],
    '/issues/3/resource_state_events': [
      {
        id: 142,
        user: BEN,
        created_at: '2026-02-27T09:00:01.077Z',
        resource_type: 'Issue',
        resource_id: 301,
        state: 'closed',
      },
      {
        id: 143,
        user: BEN,
        created_at: '2026-02-28T08:00:00.660Z',
        resource_type: 'Issue',
        resource_id: 301,
        state: 'reopened',
      },
    ],
    '/releases': [
      {
        tag_name: 'v1.4.0',
        name: 'Spring',
        description: 'Rounded totals',
        created_at: '2026-03-03T12:00:00.100Z',
        released_at: '2026-03-03T12:30:00.200Z',
        upcoming_release: false,
        commit: { id: hash('c') },
        _links: { self: `${URL}/-/releases/v1.4.0` },
      },
    ],
    '/repository/tags': [
      {
        name: 'v1.4.0',
        target: hash('d'),
        commit: {
          id: hash('c'),
          committed_date: '2026-03-02T11:00:00.000+01:00',
        },
        created_at: '2026-03-03T12:00:00.000Z',
      },
    ],
  };
}

export const REPOSITORY = NAME;
