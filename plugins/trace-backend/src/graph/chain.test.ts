import {
  ChangeAttributes,
  CommitAttributes,
  directChangeKey,
  issueKey,
} from '@throughline/plugin-trace-common';
import {
  at,
  commitNode,
  edge,
  entityConfig,
  issueNode,
  reportNode,
  requestNode,
  runNode,
  SHOP,
  step,
} from '../__testUtils__/nodes';
import { buildChain, ChainParts, EntityParts } from './chain';
import { GraphNode } from './types';

const CART = entityConfig('cart', { ticketPrefixes: ['PAY'] });
const PRODUCTION = {
  environment: 'production',
  production: true,
  release: false,
  since: at('08:00'),
};

function chain(
  parts: Partial<ChainParts> & { change: GraphNode },
  of: Partial<EntityParts> = {},
) {
  return buildChain(
    {
      tickets: [],
      head: [],
      landed: [],
      reports: [],
      checks: [],
      incidents: [],
      reverts: [],
      revertedBy: [],
      pathsUnknown: false,
      ...parts,
    },
    { entity: CART, lines: [PRODUCTION], steps: [], ...of },
  );
}

const open = (more: Partial<ChangeAttributes> = {}) => requestNode(more);
const merged = (more: Partial<ChangeAttributes> = {}) =>
  requestNode({
    state: 'merged',
    mergeSha: 'merge0123456',
    mergedAt: at('11:00'),
    ...more,
  });
const approved = {
  'review:1': {
    state: 'approved',
    by: { login: 'bo', type: 'person' },
    at: at('10:00'),
  },
} as object;

const DIRECT: GraphNode = {
  key: directChangeKey(SHOP, 'd1'),
  kind: 'change',
  repository: SHOP,
  title: 'Fix typo',
  at: at('09:00'),
  state: { direct: true, headSha: 'd1', mergeSha: 'd1' },
};

describe('a request that is open', () => {
  it('is in no environment and lacks nothing yet', () => {
    expect(chain({ change: open() })).toMatchObject({
      id: `change:${SHOP}#7`,
      kind: 'pull-request',
      number: 7,
      stage: 'review',
      waiting: true,
      environments: [],
      incomplete: [],
      merge: undefined,
      landedAs: undefined,
    });
  });

  it('has a size where its source says so', () => {
    expect(chain({ change: open() }).size).toBeUndefined();
    expect(
      chain({ change: open({ additions: 3, deletions: 0, changedFiles: 2 }) })
        .size,
    ).toEqual({ additions: 3, deletions: 0, files: 2 });
  });
});

describe('a request closed without being merged', () => {
  const closed = open({
    state: 'closed',
    closedAt: at('12:00'),
    // What the forge would have merged; it never landed.
    mergeSha: 'merge0123456',
  });

  it('is over, never landed and waits for nothing', () => {
    expect(chain({ change: closed })).toMatchObject({
      stage: 'closed',
      waiting: false,
      environments: [],
      incomplete: [],
      merge: undefined,
      landedAs: undefined,
    });
  });
});

describe('how a request reached the default branch', () => {
  const merge = (
    landed: Array<[string, Partial<CommitAttributes>]>,
    head: Array<[string, Partial<CommitAttributes>]> = [],
  ) =>
    chain({
      change: merged({ headSha: 'h2', mergeSha: 'm' }),
      landed: landed.map(([sha, more]) => commitNode(sha, more)),
      head: head.map(([sha, more]) => commitNode(sha, more)),
    }).merge;

  it('is by a merge commit, known by its parents or by bringing the head', () => {
    expect(merge([['m', { parents: ['a', 'h2'] }]])).toBe('merge');
    expect(
      merge([
        ['m', {}],
        ['h2', {}],
      ]),
    ).toBe('merge');
  });

  it('is by a rebase when its last commit is copied', () => {
    expect(
      merge([['m', { fingerprint: 'f' }]], [['h2', { fingerprint: 'f' }]]),
    ).toBe('rebase');
  });

  it('is by a squash when it became another commit', () => {
    expect(
      merge([['m', { fingerprint: 'g' }]], [['h2', { fingerprint: 'f' }]]),
    ).toBe('squash');
    expect(merge([['m', {}]], [['h2', {}]])).toBe('squash');
  });

  it('is not known while the commit is not', () => {
    expect(merge([])).toBe('unknown');
  });

  it('shows the commit it landed as, shortened', () => {
    expect(chain({ change: merged() }).landedAs).toBe('merge01');
  });
});

describe('a direct change', () => {
  const landed = commitNode('d1', {
    author: { login: 'ada', type: 'person' },
    authoredAt: at('08:00'),
    committedAt: at('08:30'),
  });

  it('is its commit', () => {
    expect(chain({ change: DIRECT, landed: [landed] })).toMatchObject({
      kind: 'direct',
      number: undefined,
      merge: 'direct',
      author: { login: 'ada' },
      createdAt: at('08:00'),
      stage: 'deploy',
      stageSince: at('08:30'),
      notes: ['direct'],
      incomplete: ['no-ticket', 'no-review', 'no-test-evidence'],
    });
  });

  it('may have no author', () => {
    const anonymous = commitNode('d1', { author: undefined });
    expect(chain({ change: DIRECT, landed: [anonymous] }).author).toEqual({
      type: 'unknown',
    });
  });

  it('may revert another one', () => {
    const reverted = { id: directChangeKey(SHOP, 'd0'), label: 'd0' };
    expect(
      chain({ change: DIRECT, landed: [landed], reverts: [reverted] }),
    ).toMatchObject({ reverts: [reverted], notes: ['revert', 'direct'] });
  });
});

describe('tickets of a change', () => {
  const change = open();
  const to = (ticket: string, type: 'implements' | 'closes' | 'mentions') =>
    edge(change.key, type, ticket);
  const tickets = (parts: ChainParts['tickets'], entity = CART) =>
    chain({ change, tickets: parts }, { entity }).tickets;

  it('count when the entity knows the prefix', () => {
    const named = [
      { edge: to('issue:PAY-7', 'implements') },
      { edge: to('issue:UTF-8', 'mentions') },
    ];
    expect(tickets(named)).toEqual([
      { id: 'issue:PAY-7', key: 'PAY-7', link: 'implements' },
    ]);
    expect(tickets(named, entityConfig('other'))).toEqual([]);
  });

  it('count when a tracker knows them, by its title and state', () => {
    const node = issueNode(12, { state: 'closed' });
    expect(tickets([{ edge: to(node.key, 'closes'), node }])).toEqual([
      {
        id: node.key,
        key: '#12',
        title: 'Issue 12',
        url: `https://${SHOP}/issues/12`,
        state: 'closed',
        link: 'closes',
      },
    ]);
  });

  it('do not count where a number is of no issue, or of an incident', () => {
    const incident = issueNode(9, { incident: true });
    expect(
      tickets([
        { edge: to(issueKey(SHOP, 3), 'mentions') },
        { edge: to(incident.key, 'mentions'), node: incident },
      ]),
    ).toEqual([]);
  });

  it('are listed once, the strongest claim first', () => {
    expect(
      tickets([
        { edge: to('issue:PAY-8', 'mentions') },
        { edge: to('issue:PAY-7', 'mentions') },
        { edge: to('issue:PAY-7', 'implements') },
        { edge: to('issue:PAY-9', 'closes') },
      ]).map(({ key, link }) => `${key} ${link}`),
    ).toEqual(['PAY-9 closes', 'PAY-7 implements', 'PAY-8 mentions']);
  });
});

describe('tests of a change', () => {
  const change = merged({ headSha: 'head', mergeSha: 'merge' });

  it('are reports of its head, before those of the commit it became', () => {
    const tests = chain({
      change,
      reports: [
        reportNode({ id: '1', sha: 'merge', tests: 99, passed: 99 }),
        reportNode({ id: '2', sha: 'head' }),
      ],
    }).tests;
    expect(tests).toMatchObject({ source: 'junit', total: 10 });
  });

  it('are those of the commit it became when its head was not tested', () => {
    expect(
      chain({ change, reports: [reportNode({ sha: 'merge' })] }).tests,
    ).toMatchObject({ total: 10 });
  });

  it('are reports anywhere, before checks', () => {
    const checks = [runNode('CI', [{ conclusion: 'failure' }])];
    expect(chain({ change, checks }).tests).toMatchObject({
      source: 'checks',
      outcome: 'failed',
    });
    expect(
      chain({ change, checks, reports: [reportNode({ sha: 'merge' })] }).tests,
    ).toMatchObject({ source: 'junit', outcome: 'passed' });
  });

  it('are no evidence when nothing ran', () => {
    const skipped = reportNode({ tests: 3, passed: 0, skipped: 3 });
    expect(chain({ change, reports: [skipped] }).incomplete).toContain(
      'no-test-evidence',
    );
    expect(chain({ change, reports: [reportNode()] }).incomplete).not.toContain(
      'no-test-evidence',
    );
  });
});

describe('what a merged change lacks', () => {
  const whole: Partial<ChainParts> = {
    tickets: [{ edge: edge('x', 'implements', 'issue:PAY-7') }],
    reports: [reportNode()],
  };
  const reviewed = merged(approved);

  it('is nothing when its chain is whole', () => {
    const of = { steps: [step('1', '12:00', 'added')] };
    expect(chain({ ...whole, change: reviewed }, of)).toMatchObject({
      incomplete: [],
      stage: 'verified',
    });
  });

  it('is each part that is not there', () => {
    expect(
      chain({ change: merged(), pathsUnknown: true }, { lines: [] }).incomplete,
    ).toEqual([
      'no-ticket',
      'no-review',
      'no-test-evidence',
      'no-deployment',
      'paths-unknown',
    ]);
  });

  it('is a ticket also when one is only mentioned', () => {
    const tickets = [{ edge: edge('x', 'mentions', 'issue:PAY-7') }];
    expect(chain({ ...whole, change: reviewed, tickets }).incomplete).toEqual([
      'no-ticket',
    ]);
  });

  it('is no ticket for a bot or a revert', () => {
    const bump = merged({
      ...approved,
      author: { login: 'renovate[bot]', type: 'bot' },
    });
    expect(chain({ ...whole, change: bump, tickets: [] })).toMatchObject({
      notes: ['bot'],
      incomplete: [],
    });
    expect(
      chain({
        ...whole,
        change: reviewed,
        tickets: [],
        reverts: [{ id: 'change:x#1', label: '#1' }],
      }),
    ).toMatchObject({ notes: ['revert'], incomplete: [] });
  });
});

describe('how a change was written', () => {
  const signed = (says: 'agent' | 'assisted', text: string) => ({
    authorship: [{ says, rule: 'trailer' as const, text }],
  });

  it('is judged by all signs of it and its commits, each once', () => {
    const { authorship } = chain({
      change: open(signed('assisted', 'Assisted-by: Codex')),
      head: [
        commitNode('h1', signed('assisted', 'Assisted-by: Codex')),
        commitNode('h2', signed('agent', 'Co-authored-by: Copilot')),
      ],
    });
    expect(authorship.value).toBe('agent');
    expect(authorship.evidence.map(({ text }) => text)).toEqual([
      'Co-authored-by: Copilot',
      'Assisted-by: Codex',
    ]);
  });

  it('shows an agent as an agent, and not as a bot as well', () => {
    const agent = open({
      author: { login: 'copilot-swe-agent[bot]', type: 'bot' },
      ...signed('agent', 'copilot-swe-agent[bot]'),
    });
    expect(chain({ change: agent }).notes).toEqual([]);
  });
});

describe('the times of a change', () => {
  it('move with whatever happened last', () => {
    const change = merged(approved);
    expect(chain({ change }).updatedAt).toBe(at('11:00'));
    expect(
      chain({ change, reports: [reportNode({ at: at('11:30') })] }).updatedAt,
    ).toBe(at('11:30'));
    expect(
      chain({ change }, { steps: [step('1', '12:00', 'added')] }).updatedAt,
    ).toBe(at('12:00'));
    expect(
      chain({
        change,
        revertedBy: [{ id: 'change:x#8', label: '#8', at: at('13:00') }],
      }),
    ).toMatchObject({
      updatedAt: at('13:00'),
      notes: ['reverted'],
      revertedBy: [{ id: 'change:x#8', label: '#8' }],
    });
  });
});

describe('incidents of a change', () => {
  it('are shown by their key and title', () => {
    const incident = issueNode(9, { incident: true });
    expect(
      chain({ change: merged(), incidents: [incident] }).incidents,
    ).toEqual([
      {
        id: incident.key,
        key: '#9',
        title: 'Issue 9',
        url: `https://${SHOP}/issues/9`,
      },
    ]);
  });
});
