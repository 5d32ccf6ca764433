import { Entity } from '@backstage/catalog-model';
import {
  Chain,
  ChainResponse,
  ChainsResponse,
  DeliverySummary,
  NodeResponse,
  SourcesResponse,
  SourceSummary,
} from '@throughline/plugin-trace-common';

/** What time it is in every fixture. */
export const NOW = '2026-03-10T12:00:00.000Z';

/** A time so many hours before {@link NOW}. */
export function hoursAgo(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}

/** The service whose changes the fixtures are. */
export const paymentsApi: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/payments' },
};

const REPOSITORY = 'github.com/acme/payments';
const forge = (path: string) => `https://${REPOSITORY}/${path}`;

/** A whole chain: live in staging, waiting for production. */
export const retryCapture: Chain = {
  id: `change:${REPOSITORY}#482`,
  kind: 'pull-request',
  repository: REPOSITORY,
  number: 482,
  title: 'Retry card capture',
  url: forge('pull/482'),
  author: { login: 'amira', type: 'person' },
  size: { additions: 212, deletions: 40, files: 9 },
  merge: 'squash',
  landedAs: 'a1b2c3d',
  authorship: { value: 'none-seen', evidence: [] },
  tickets: [
    {
      id: 'issue:PAY-812',
      key: 'PAY-812',
      title: 'Captures fail when the bank is slow',
      url: 'https://tracker.example/PAY-812',
      state: 'open',
      link: 'implements',
    },
  ],
  review: { state: 'approved', approvals: 2, since: hoursAgo(30) },
  tests: {
    source: 'junit',
    outcome: 'passed',
    total: 318,
    passed: 317,
    failed: 0,
    skipped: 1,
    flaky: 1,
  },
  environments: [
    {
      environment: 'staging',
      production: false,
      release: false,
      state: 'live',
      since: hoursAgo(2),
      version: '1.42.0',
      deployment: `deployment:${REPOSITORY}/91`,
    },
    {
      environment: 'production',
      production: true,
      release: false,
      state: 'waiting',
      since: hoursAgo(26),
    },
  ],
  incidents: [],
  revertedBy: [],
  reverts: [],
  stage: 'deploy',
  stageSince: hoursAgo(26),
  waiting: true,
  incomplete: [],
  notes: [],
  updatedAt: hoursAgo(2),
  createdAt: hoursAgo(72),
};

/** A bot's bump without a ticket, live everywhere. */
export const dependencyBump: Chain = {
  ...retryCapture,
  id: `change:${REPOSITORY}#479`,
  number: 479,
  title: 'Bump express from 4.21.1 to 4.21.2',
  url: forge('pull/479'),
  author: { login: 'dependabot[bot]', type: 'bot' },
  size: { additions: 3, deletions: 3, files: 2 },
  tickets: [],
  review: { state: 'approved', approvals: 1, since: hoursAgo(50) },
  tests: { ...retryCapture.tests!, passed: 318, skipped: 0, flaky: 0 },
  environments: retryCapture.environments.map(environment => ({
    ...environment,
    state: 'live',
    version: '1.41.3',
    since: hoursAgo(environment.production ? 20 : 24),
  })),
  stage: 'verified',
  stageSince: hoursAgo(20),
  waiting: false,
  notes: ['bot'],
  updatedAt: hoursAgo(20),
};

/** Written by an agent, reviewed, with a failing test and no ticket. */
export const agentChange: Chain = {
  ...retryCapture,
  id: `change:${REPOSITORY}#484`,
  number: 484,
  title: 'Explain declined cards to the customer',
  url: forge('pull/484'),
  author: { login: 'copilot-swe-agent[bot]', type: 'bot' },
  authorship: {
    value: 'agent',
    evidence: [
      { says: 'agent', rule: 'account', text: 'copilot-swe-agent[bot]' },
      { says: 'agent', rule: 'branch', text: 'copilot/declined-cards' },
    ],
  },
  size: { additions: 96, deletions: 12, files: 4 },
  merge: undefined,
  landedAs: undefined,
  tickets: [],
  review: { state: 'changes-requested', approvals: 0, since: hoursAgo(5) },
  tests: {
    ...retryCapture.tests!,
    outcome: 'failed',
    passed: 316,
    failed: 2,
    skipped: 0,
    flaky: 0,
  },
  environments: [],
  stage: 'in-review',
  stageSince: hoursAgo(5),
  updatedAt: hoursAgo(1),
};

/** Pushed straight to the default branch, rolled back and reverted. */
export const feeRounding: Chain = {
  ...retryCapture,
  id: `change:${REPOSITORY}@9f8e7d6c5b4a39281706f5e4d3c2b1a098765432`,
  kind: 'direct',
  number: undefined,
  landedAs: '9f8e7d6',
  title: 'Fee rounding',
  url: forge('commit/9f8e7d6'),
  author: { name: 'Noor Haddad', type: 'unknown' },
  authorship: {
    value: 'assisted',
    evidence: [
      { says: 'assisted', rule: 'trailer', text: 'Co-authored-by: Copilot' },
    ],
  },
  merge: 'direct',
  tickets: [
    { id: 'issue:PAY-799', key: 'PAY-799', link: 'implements' },
    { id: 'issue:PAY-700', key: 'PAY-700', link: 'mentions' },
  ],
  review: { state: 'none', approvals: 0 },
  tests: undefined,
  environments: [
    {
      ...retryCapture.environments[0],
      state: 'baseline',
      version: '1.40.0',
      since: hoursAgo(96),
    },
    {
      ...retryCapture.environments[1],
      state: 'rolled-back',
      version: '1.40.0',
      since: hoursAgo(73),
      incomplete: true,
    },
  ],
  incidents: [
    {
      id: `issue:${REPOSITORY}#77`,
      key: '#77',
      title: 'Customers charged a cent too much',
      url: forge('issues/77'),
    },
  ],
  revertedBy: [{ id: `change:${REPOSITORY}#476`, label: '#476' }],
  incomplete: ['no-review', 'no-test-evidence'],
  notes: ['direct', 'reverted'],
  stageSince: hoursAgo(73),
  updatedAt: hoursAgo(73),
};

/** Merged without a ticket. */
export const withoutTicket: Chain = {
  ...retryCapture,
  id: `change:${REPOSITORY}#470`,
  number: 470,
  title: 'Log the idempotency key',
  url: forge('pull/470'),
  tickets: [],
  incomplete: ['no-ticket'],
  stage: 'verified',
  waiting: false,
  stageSince: hoursAgo(100),
  updatedAt: hoursAgo(100),
  environments: dependencyBump.environments,
};

/** Every kind of change, newest first. */
export const chains: Chain[] = [
  agentChange,
  retryCapture,
  dependencyBump,
  feeRounding,
  withoutTicket,
];

/** A connected entity without a change. */
export const noChains: ChainsResponse = {
  items: [],
  environments: [],
  asOf: hoursAgo(0.05),
  pending: 0,
  connection: { repository: REPOSITORY, seen: true, knowsYou: true },
};

/** An entity with all of {@link chains}. */
export const someChains: ChainsResponse = {
  ...noChains,
  items: chains,
  environments: ['staging', 'production'],
};

/** {@link retryCapture} with its links. */
export const retryCaptureChain: ChainResponse = {
  chain: retryCapture,
  steps: [
    {
      step: 'ticket',
      nodes: [
        {
          node: {
            id: 'issue:PAY-812',
            kind: 'ticket',
            title: 'PAY-812 Captures fail when the bank is slow',
            url: 'https://tracker.example/PAY-812',
            at: hoursAgo(90),
          },
          link: {
            type: 'implements',
            rule: 'ticket-in-title',
            text: 'PAY-812 Retry card',
            where: 'title',
            confidence: 0.95,
          },
          detail: ['open'],
        },
      ],
    },
    {
      step: 'code',
      nodes: [
        {
          node: {
            id: retryCapture.id,
            kind: 'change',
            title: '#482 Retry card capture',
            url: retryCapture.url,
            at: hoursAgo(28),
          },
          detail: ['+212 −40 in 9 files', 'squashed as a1b2c3d'],
        },
      ],
    },
    {
      step: 'tests',
      nodes: [
        {
          node: {
            id: `testSuiteRun:${REPOSITORY}@a1b2c3d/1`,
            kind: 'testSuiteRun',
            title: 'unit',
            at: hoursAgo(29),
          },
          link: {
            type: 'ranOn',
            rule: 'uploaded-for',
            text: 'a1b2c3d',
            confidence: 1,
          },
          detail: ['317 passed, 1 skipped', 'flaky: captures twice'],
        },
      ],
    },
    {
      step: 'deployment',
      nodes: [
        {
          node: {
            id: `deployment:${REPOSITORY}/91`,
            kind: 'deployment',
            title: 'staging 1.42.0',
            url: forge('deployments/91'),
            at: hoursAgo(2),
          },
          link: {
            type: 'deployed',
            rule: 'a-rule-of-tomorrow',
            confidence: 0.8,
          },
          detail: [],
        },
      ],
    },
  ],
  unlinked: [],
  companions: [
    { id: dependencyBump.id, title: dependencyBump.title, number: 479 },
  ],
};

/** The same for any other change, with nothing but itself. */
export function bareChain(chain: Chain): ChainResponse {
  return { chain, steps: [], unlinked: [], companions: [] };
}

/** {@link retryCapture} as a node, with one end hidden. */
export const retryCaptureNode: NodeResponse = {
  node: {
    id: retryCapture.id,
    kind: 'change',
    title: retryCapture.title,
    attributes: {},
    entityRefs: ['component:default/payments-api'],
  },
  edges: [
    {
      type: 'mentions',
      direction: 'out',
      rule: 'ticket-in-body',
      confidence: 0.6,
      other: { hidden: true },
    },
  ],
  edgesTruncated: false,
};

/** A source whose door is open and that is busy. */
export const githubSource: SourceSummary = {
  id: 'github',
  connector: 'github',
  title: 'GitHub',
  gives: ['changes and reviews', 'checks', 'deployments', 'issues'],
  ingestPath: '/api/trace/ingest/github',
  open: true,
  lastDeliveryAt: hoursAgo(0.1),
  refused: { count: 3, lastAt: hoursAgo(4) },
  counts: { received: 2, projected: 1480, ignored: 96, failed: 1 },
  histories: [],
};

/** A source nobody has given a secret. */
export const junitSource: SourceSummary = {
  id: 'junit',
  connector: 'junit',
  title: 'JUnit',
  gives: ['test results'],
  ingestPath: '/api/trace/ingest/junit',
  open: false,
  refused: { count: 0 },
  counts: { received: 0, projected: 0, ignored: 0, failed: 0 },
  histories: [],
};

/** A source that is read, with histories in every state. */
export const gitSource: SourceSummary = {
  id: 'git',
  connector: 'git',
  title: 'Git history',
  gives: ['commits', 'releases'],
  open: true,
  refused: { count: 0 },
  counts: { received: 0, projected: 0, ignored: 0, failed: 0 },
  histories: [
    {
      id: 'git:payments',
      repository: REPOSITORY,
      state: 'running',
      done: 12_400,
      total: 20_000,
      newFacts: 12_400,
      remainingSeconds: 240,
      updatedAt: hoursAgo(0.01),
    },
    {
      id: 'git:orders',
      repository: 'github.com/acme/orders',
      state: 'done',
      done: 812,
      total: 812,
      newFacts: 3,
      completedAt: hoursAgo(3),
      updatedAt: hoursAgo(3),
    },
    {
      id: 'git:search',
      repository: 'github.com/acme/search',
      state: 'failed',
      done: 0,
      newFacts: 0,
      message: 'The repository could not be cloned: authentication failed',
      updatedAt: hoursAgo(3),
    },
  ],
};

/** All of them, with a repository that belongs to nobody. */
export const someSources: SourcesResponse = {
  items: [githubSource, gitSource, junitSource],
  unclaimedRepositories: [
    { repository: 'github.com/acme/experiments', changes: 14 },
  ],
  unclaimedTruncated: false,
};

/** A delivery that lacks what it must have. */
export const failedDelivery: DeliverySummary = {
  id: '1583',
  source: 'github',
  event: 'pull_request',
  status: 'failed',
  reason: 'expected a whole number',
  path: 'pull_request.number',
  receivedAt: hoursAgo(1),
  processedAt: hoursAgo(1),
  bytes: 18_211,
  replayable: true,
};

/** Deliveries of every status, newest first. */
export const deliveries: DeliverySummary[] = [
  {
    id: '1584',
    source: 'github',
    event: 'push',
    status: 'received',
    receivedAt: hoursAgo(0.1),
    bytes: 7_020,
    replayable: false,
  },
  failedDelivery,
  {
    id: '1582',
    source: 'github',
    event: 'watch',
    status: 'ignored',
    reason: 'watch events say nothing about delivery',
    receivedAt: hoursAgo(2),
    processedAt: hoursAgo(2),
    bytes: 6_311,
    replayable: false,
  },
  {
    id: '1581',
    source: 'github',
    event: 'deployment_status',
    status: 'projected',
    receivedAt: hoursAgo(3),
    processedAt: hoursAgo(3),
    bytes: 9_114,
    replayable: true,
  },
];
