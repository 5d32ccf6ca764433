import {
  CommitAttributes,
  directChangeKey,
} from '@throughline/plugin-trace-common';
import { approved, chain, merged, open } from '../__testUtils__/chain';
import {
  at,
  commitNode,
  issueNode,
  reportNode,
  SHOP,
  step,
} from '../__testUtils__/nodes';
import { GraphNode } from './types';

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
      stage: 'waiting-for-review',
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

describe('a request merged into another branch than the default one', () => {
  const change = merged({ intoDefaultBranch: false });

  it('waits for no deployment', () => {
    const { incomplete, ...shown } = chain({ change });
    expect(shown).toMatchObject({
      stage: 'merge',
      waiting: false,
      environments: [],
    });
    expect(incomplete).not.toContain('no-deployment');
  });

  it('shows where it was deployed from there', () => {
    expect(
      chain({ change }, { steps: [step('1', '12:00', 'added')] }),
    ).toMatchObject({
      stage: 'deployed',
      environments: [{ environment: 'production', state: 'live' }],
    });
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
        certainty: 'said',
        state: 'open',
        openedAt: at('08:00'),
      },
    ]);
  });
});
