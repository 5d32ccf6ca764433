import { JsonObject } from '@backstage/types';
import {
  artifactKey,
  changeKey,
  commitKey,
  deploymentKey,
  Fact,
  findMentions,
  issueKey,
  testSuiteRunKey,
  workflowRunKey,
} from '@throughline/plugin-trace-common';
import { EntityConfig } from '../graph/attribution';

/** The repository of the scenario: a monorepo with two services. */
export const REPOSITORY = 'github.com/acme/shop';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const time = (minute: number) =>
  new Date(START + minute * 60_000).toISOString();
/** A hash that a reader can recognise: `sha('a1')` starts with `a1`. */
export const sha = (name: string) => name.padEnd(40, '0');
const commit = (name: string) => commitKey(REPOSITORY, sha(name));
const person = (login: string) => ({ login, type: 'person' });

function fact(
  subject: string,
  minute: number,
  attributes: object,
  rank?: number,
): Fact {
  return {
    subject,
    at: time(minute),
    rank,
    attributes: attributes as JsonObject,
  };
}

function push(
  minute: number,
  branch: string,
  before: string,
  commits: Array<{
    name: string;
    subject: string;
    paths: string[];
    more?: object;
  }>,
): Fact[] {
  const after = sha(commits[commits.length - 1].name);
  return commits.map(({ name, subject, paths, more }, index) =>
    fact(commit(name), minute, {
      sha: sha(name),
      subject,
      author: person('ada'),
      committedAt: time(minute - 1),
      paths,
      fingerprint: subject,
      mentions: findMentions(subject, 'title', REPOSITORY),
      [`push:${after}:${branch}`]: {
        branch,
        defaultBranch: branch === 'main',
        before: sha(before),
        after,
        index,
        previous: index === 0 ? sha(before) : sha(commits[index - 1].name),
        at: time(minute),
      },
      ...more,
    }),
  );
}

function request(
  number: number,
  minute: number,
  title: string,
  head: { name: string; count: number; branch: string },
  more: object = {},
): Fact {
  return fact(changeKey(REPOSITORY, number), minute, {
    number,
    title,
    url: `https://${REPOSITORY}/pull/${number}`,
    state: 'open',
    draft: false,
    author: person('ada'),
    baseBranch: 'main',
    headBranch: head.branch,
    headSha: sha(head.name),
    createdAt: time(minute),
    commits: head.count,
    mentions: findMentions(title, 'title', REPOSITORY),
    ...more,
  });
}

function merged(number: number, minute: number, mergeName: string): Fact {
  return fact(
    changeKey(REPOSITORY, number),
    minute,
    {
      state: 'merged',
      mergeSha: sha(mergeName),
      mergedAt: time(minute),
      closedAt: time(minute),
    },
    4,
  );
}

function approve(number: number, minute: number): Fact {
  return fact(changeKey(REPOSITORY, number), minute, {
    [`review:${number}0`]: {
      state: 'approved',
      by: person('bo'),
      at: time(minute),
    },
  });
}

function deploy(
  id: number,
  minute: number,
  name: string,
  environment: string,
  service: string,
): Fact[] {
  return [
    fact(deploymentKey(REPOSITORY, id), minute, {
      sha: sha(name),
      environment,
      production: environment === 'production',
      service,
      createdAt: time(minute),
    }),
    fact(deploymentKey(REPOSITORY, id), minute + 2, {
      [`status:${id}1`]: { state: 'success', at: time(minute + 2) },
    }),
  ];
}

function report(
  name: string,
  minute: number,
  attempt: number,
  failedTests: string[],
): Fact {
  return fact(
    testSuiteRunKey(REPOSITORY, sha(name), `unit-${attempt}`),
    minute,
    {
      suite: 'unit',
      sha: sha(name),
      attempt,
      at: time(minute),
      tests: 10,
      passed: 10 - failedTests.length,
      failed: failedTests.length,
      errors: 0,
      skipped: 0,
      failedTests,
    },
  );
}

const CART = 'services/cart/index.ts';
const WISHLIST = 'services/wishlist/index.ts';

/**
 * Deliveries with the awkward cases: squash, rebase and merge commits, a
 * revert, a rollback, a redeploy, a flaky test, a direct commit, a commit that
 * nobody claims, an incident, a release, times that tie.
 */
export function scenario(): Fact[][] {
  return [
    push(0, 'main', '0', [
      { name: 'a1', subject: 'Start', paths: ['README.md'] },
    ]),
    [
      fact(issueKey(REPOSITORY, 1), 1, {
        key: '#1',
        title: 'Keep the cart after sign-in',
        state: 'open',
        incident: false,
        createdAt: time(1),
      }),
    ],
    push(2, 'keep-cart', 'a1', [
      { name: 'b1', subject: 'Keep cart', paths: [CART] },
      { name: 'b2', subject: 'Test it', paths: [CART] },
    ]),
    [
      request(2, 3, 'Keep the cart (closes #1)', {
        name: 'b2',
        count: 2,
        branch: 'keep-cart',
      }),
    ],
    [report('b2', 4, 1, ['keeps cart'])],
    [report('b2', 5, 2, [])],
    [approve(2, 6)],
    push(7, 'main', 'a1', [
      { name: 'c1', subject: 'Keep the cart (#2)', paths: [CART] },
    ]),
    [merged(2, 7, 'c1')],
    [fact(issueKey(REPOSITORY, 1), 8, { state: 'closed', closedAt: time(8) })],
    deploy(1, 10, 'a1', 'staging', 'cart'),
    deploy(2, 12, 'c1', 'staging', 'cart'),
    deploy(3, 14, 'a1', 'production', 'cart'),
    push(16, 'fees', 'c1', [
      { name: 'd1', subject: 'PAY-7 Round fees', paths: [WISHLIST] },
      { name: 'd2', subject: 'PAY-7 More', paths: [WISHLIST, 'docs/fees.md'] },
    ]),
    [request(3, 17, 'PAY-7 Fees', { name: 'd2', count: 2, branch: 'fees' })],
    push(18, 'main', 'c1', [
      { name: 'e1', subject: 'PAY-7 Round fees', paths: [WISHLIST] },
      { name: 'e2', subject: 'PAY-7 More', paths: [WISHLIST, 'docs/fees.md'] },
    ]),
    [merged(3, 18, 'e2')],
    push(20, 'main', 'e2', [
      { name: 'f1', subject: 'Fix typo', paths: [CART] },
    ]),
    deploy(4, 22, 'f1', 'production', 'cart'),
    deploy(5, 22, 'f1', 'production', 'wishlist'),
    [
      request(
        4,
        24,
        'Revert "Keep the cart"',
        { name: 'f9', count: 1, branch: 'revert' },
        {
          reverts: [changeKey(REPOSITORY, 2)],
        },
      ),
    ],
    push(25, 'main', 'f1', [
      { name: 'a9', subject: 'Revert "Keep the cart" (#4)', paths: [CART] },
    ]),
    [merged(4, 25, 'a9')],
    deploy(6, 26, 'a9', 'production', 'cart'),
    deploy(7, 28, 'f1', 'production', 'cart'),
    deploy(8, 30, 'f1', 'production', 'cart'),
    [
      fact(issueKey(REPOSITORY, 9), 31, {
        key: '#9',
        title: 'Carts are empty',
        state: 'open',
        incident: true,
        createdAt: time(31),
        causedBy: [changeKey(REPOSITORY, 2)],
      }),
    ],
    push(32, 'merge-me', 'a9', [
      { name: 'b8', subject: 'List', paths: [WISHLIST] },
    ]),
    [
      request(5, 33, 'List (mentions UTF-8)', {
        name: 'b8',
        count: 1,
        branch: 'merge-me',
      }),
    ],
    push(34, 'main', 'a9', [
      { name: 'b8', subject: 'List', paths: [WISHLIST] },
      { name: 'c8', subject: 'Merge pull request #5', paths: [] },
    ]),
    [merged(5, 34, 'c8')],
    [
      fact(artifactKey(REPOSITORY, 'v1'), 36, {
        subtype: 'release',
        tag: 'v1',
        sha: sha('f1'),
        publishedAt: time(36),
      }),
    ],
    [
      fact(workflowRunKey(REPOSITORY, 1), 37, {
        subtype: 'workflow',
        name: 'CI',
        sha: sha('b8'),
        'attempt:1': { attempt: 1, status: 'completed', conclusion: 'success' },
      }),
    ],
    [
      request(
        6,
        38,
        'Draft',
        { name: 'd8', count: 1, branch: 'draft' },
        { draft: true },
      ),
    ],
    // Two facts of one instant that say different things: rank decides.
    [fact(changeKey(REPOSITORY, 6), 40, { draft: true }, 1)],
    [
      fact(
        changeKey(REPOSITORY, 6),
        40,
        { draft: false, readyAt: time(40) },
        3,
      ),
    ],
  ];
}

const entity = (name: string, more: Partial<EntityConfig>): EntityConfig => ({
  ref: `component:default/${name}`,
  repository: REPOSITORY,
  paths: [`services/${name}/**`],
  ticketPrefixes: [],
  services: [name],
  ...more,
});

/** The catalog of the scenario. */
export const ENTITIES: EntityConfig[] = [
  entity('cart', {}),
  entity('wishlist', { ticketPrefixes: ['PAY'] }),
];

/** The same catalog after someone edited annotations. */
export const OTHER_ENTITIES: EntityConfig[] = [
  entity('cart', { paths: [], ticketPrefixes: ['PAY'] }),
  entity('wishlist', { services: ['lists'] }),
];
