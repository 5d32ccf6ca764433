import { JsonObject } from '@backstage/types';
import { IngestRequest } from '@throughline/plugin-trace-node';

/*
 * One ticket in Jira, implemented by a merge request in GitLab and a request
 * that was reported by hand, with what tests, scanners, CDEvents and PagerDuty
 * say. All of it is made up; each module's tests name the source of its form.
 */

export const SHOP = 'gitlab.example/shop/web';
export const LEDGER = 'git.example.com/acme/ledger';
const IMAGE = `pkg:oci/web@sha256:${'1'.repeat(64)}`;
const OLD_IMAGE = `pkg:oci/web@sha256:${'2'.repeat(64)}`;

const imageOf = (digit: string) => `pkg:oci/web@sha256:${digit.repeat(64)}`;
/** Packaged for a request, and at the end of a path of events. */
const BY_CHANGE = imageOf('3');
const BY_LINKS = imageOf('4');

const hash = (letter: string) => letter.repeat(40);
const at = (hour: number, minute = 0) =>
  new Date(Date.UTC(2026, 2, 2, hour, minute)).toISOString();

/** A request at the door of a connector. */
export interface Sent {
  connector: string;
  request: IngestRequest;
}

function json(
  connector: string,
  body: unknown,
  headers: IngestRequest['headers'] = {},
  query: IngestRequest['query'] = {},
): Sent {
  const given = { 'content-type': 'application/json', ...headers };
  const bytes = Buffer.from(JSON.stringify(body));
  return { connector, request: { headers: given, query, body: bytes } };
}

const PROJECT = {
  id: 42,
  name: 'Web',
  web_url: `https://${SHOP}`,
  path_with_namespace: 'shop/web',
  default_branch: 'main',
};
const PERSON = { id: 7, name: 'Person A', username: 'person-a' };

const mergeRequest = (action: string, hour: number, more: JsonObject = {}) =>
  json(
    'gitlab',
    {
      object_kind: 'merge_request',
      user: PERSON,
      project: PROJECT,
      object_attributes: {
        id: 9001,
        iid: 12,
        title: 'PAY-1 Round totals',
        description: '',
        state: 'opened',
        draft: false,
        source_branch: 'round-totals',
        target_branch: 'main',
        author_id: PERSON.id,
        created_at: at(9),
        updated_at: at(hour),
        last_commit: { id: hash('b') },
        merge_commit_sha: null,
        url: `https://${SHOP}/-/merge_requests/12`,
        action,
        ...more,
      },
      labels: [],
      changes: {},
    },
    { 'x-gitlab-event': 'Merge Request Hook' },
  );

const push = (ref: string, before: string, ...letters: string[]) =>
  json(
    'gitlab',
    {
      object_kind: 'push',
      before,
      after: hash(letters.at(-1)!),
      ref,
      project: PROJECT,
      commits: letters.map(letter => ({
        id: hash(letter),
        message: `PAY-1 Commit ${letter}\n`,
        timestamp: at(8),
        url: `https://${SHOP}/-/commit/${hash(letter)}`,
        author: { name: 'Person A' },
        added: [],
        modified: ['src/totals.ts'],
        removed: [],
      })),
      total_commits_count: letters.length,
    },
    { 'x-gitlab-event': 'Push Hook' },
  );

/** An issue that was closed and opened again. */
const issue = (action: string, hour: number, state: string) =>
  json(
    'gitlab',
    {
      object_kind: 'issue',
      user: PERSON,
      project: PROJECT,
      object_attributes: {
        iid: 3,
        title: 'Totals are a cent off again',
        description: '',
        state,
        type: 'Issue',
        created_at: at(7),
        updated_at: at(hour),
        closed_at: state === 'closed' ? at(hour) : null,
        url: `https://${SHOP}/-/issues/3`,
        action,
      },
      labels: [],
    },
    { 'x-gitlab-event': 'Issue Hook' },
  );

/** An image that GitHub publishes, of the same digest as one of ours. */
const published = (hour: number, digit: string) =>
  json(
    'github',
    {
      action: 'published',
      package: {
        name: 'web',
        package_type: 'CONTAINER',
        updated_at: at(hour),
        package_version: {
          version: `sha256:${digit.repeat(64)}`,
          html_url: 'https://github.com/orgs/acme/packages/container/web/1',
          container_metadata: { tag: { name: `1.${digit}.0` } },
        },
      },
    },
    { 'x-github-event': 'package', 'x-github-delivery': `package-${digit}` },
  );

const jira = (what: string, hour: number, status: string, more = {}) =>
  json('jira', {
    timestamp: Date.parse(at(hour)),
    webhookEvent: `jira:issue_${what}`,
    issue: {
      id: '10002',
      self: 'https://made-up.atlassian.net/rest/api/2/issue/10002',
      key: 'PAY-1',
      fields: {
        summary: 'Totals are a cent off',
        status: {
          name: status,
          statusCategory: { key: status === 'Done' ? 'done' : 'new' },
        },
        issuetype: { name: 'Bug' },
        project: { key: 'PAY' },
        labels: [],
        created: at(7),
        updated: at(hour),
      },
    },
    ...more,
  });

const rest = (body: JsonObject) => json('rest', body);

const cdevent = (
  type: string,
  hour: number,
  id: string,
  content: JsonObject,
  after?: string,
) =>
  json(
    'cdevents',
    {
      context: {
        specversion: '0.5.1',
        id: `${type}-${hour}`,
        source: '/ci/web',
        type: `dev.cdevents.${type}`,
        timestamp: at(hour),
        ...(after && {
          links: [{ linkType: 'PATH', from: { contextId: after } }],
        }),
      },
      subject: { id, content },
    },
    {},
  );

const deployed = (
  what: string,
  hour: number,
  image: string,
  environment = 'production',
) =>
  cdevent(`service.${what}.0.3.0`, hour, 'web', {
    environment: { id: environment },
    artifactId: image,
  });

const packaged = (hour: number, image: string, sha: string) =>
  cdevent('artifact.packaged.0.3.0', hour, image, {
    change: { id: sha, source: `https://${SHOP}` },
  });

const MERGED = 'change.merged.0.3.0';
const RUN = 'pipelinerun.started.0.3.0';

const pagerduty = (type: string, hour: number, status: string) =>
  json('pagerduty', {
    event: {
      id: `${type}-${hour}`,
      event_type: `incident.${type}`,
      resource_type: 'incident',
      occurred_at: at(hour),
      data: {
        id: 'PGR0VU2',
        type: 'incident',
        html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
        number: 4711,
        status,
        created_at: at(13, 10),
        title: 'Totals are wrong',
        service: { id: 'PF9KMXH', type: 'service_reference', summary: 'Web' },
        urgency: 'high',
      },
    },
  });

const junit = (attempt: number, failing: boolean): Sent => ({
  connector: 'junit',
  request: {
    headers: { 'content-type': 'application/xml' },
    query: {
      repository: SHOP,
      sha: hash('b'),
      job: 'test',
      attempt: String(attempt),
    },
    body: Buffer.from(
      `<testsuite name="totals" timestamp="2026-03-02T09:0${attempt}:00Z"><testcase classname="totals" name="rounds">${
        failing ? '<failure message="off by one cent"/>' : ''
      }</testcase></testsuite>`,
    ),
  },
});

const sarif = (sha: string, ...lines: number[]) =>
  json(
    'sarif',
    {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'CodeQL', rules: [{ id: 'js/xss' }] } },
          results: lines.map(startLine => ({
            ruleId: 'js/xss',
            level: 'error',
            message: { text: 'Cross-site scripting' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'src/totals.ts' },
                  region: { startLine },
                },
              },
            ],
            partialFingerprints: { primaryLocationLineHash: `h${startLine}` },
          })),
        },
      ],
    },
    { 'content-type': 'application/sarif+json' },
    { repository: SHOP, sha },
  );

/** Everything that is sent, as it happened. */
export const SENT: Sent[] = [
  jira('created', 7, 'To Do'),
  push('refs/heads/main', '0'.repeat(40), 'a'),
  packaged(8, OLD_IMAGE, hash('a')),
  deployed('deployed', 8, OLD_IMAGE),
  push('refs/heads/round-totals', hash('a'), 'b'),
  mergeRequest('open', 9),
  junit(1, true),
  junit(2, false),
  sarif(hash('b'), 3, 9),
  mergeRequest('approved', 10),
  mergeRequest('merge', 11, {
    state: 'merged',
    merge_commit_sha: hash('c'),
    merged_at: at(11),
  }),
  push('refs/heads/main', hash('a'), 'b', 'c'),
  rest({
    type: 'commits',
    repository: LEDGER,
    commits: [
      {
        sha: hash('e'),
        parents: [],
        authorName: 'Person B',
        authoredAt: at(9),
        committedAt: at(9),
        message: 'PAY-1 Post rounded totals',
        onDefaultBranch: true,
        onMainline: true,
        paths: ['posting.ts'],
        pathsTruncated: false,
      },
    ],
  }),
  rest({
    type: 'deployment',
    repository: LEDGER,
    sha: hash('e'),
    environment: 'production',
    at: at(12),
  }),
  packaged(12, IMAGE, hash('c')),
  deployed('upgraded', 13, IMAGE),
  pagerduty('triggered', 14, 'triggered'),
  deployed('rolledback', 15, OLD_IMAGE),
  pagerduty('resolved', 16, 'resolved'),
  issue('open', 8, 'opened'),
  issue('close', 10, 'closed'),
  issue('reopen', 12, 'opened'),
  cdevent('artifact.packaged.0.3.0', 17, BY_CHANGE, {
    change: { id: '12', source: `https://${SHOP}` },
  }),
  published(17, '3'),
  deployed('upgraded', 17, BY_CHANGE, 'staging'),
  cdevent(MERGED, 11, `https://${SHOP}/-/merge_requests/12`, {}),
  cdevent(
    RUN,
    12,
    'run-1',
    { pipelineName: 'Checks', uri: 'https://ci.example/1' },
    `${MERGED}-11`,
  ),
  cdevent('artifact.published.0.3.0', 18, BY_LINKS, {}, `${RUN}-12`),
  deployed('upgraded', 18, BY_LINKS, 'staging'),
  jira('updated', 17, 'Done', {
    changelog: {
      id: '1',
      items: [
        {
          field: 'status',
          fieldId: 'status',
          fromString: 'To Do',
          toString: 'Done',
        },
      ],
    },
  }),
];
