import {
  changeKey,
  commitKey,
  directChangeKey,
  findMentions,
  issueKey,
  Mention,
} from '@throughline/plugin-trace-common';
import { commitNode, requestNode, SHOP } from '../__testUtils__/nodes';
import { linkDirect, linkRequest, RequestCommit } from './linkChange';

const REQUEST = changeKey(SHOP, 7);

const found = (sha: string, more: Partial<RequestCommit> = {}) => ({
  sha,
  rule: 'branch-history',
  confidence: 0.9,
  node: commitNode(sha),
  ...more,
});

const saying = (sha: string, subject: string) =>
  found(sha, {
    node: commitNode(sha, {
      subject,
      mentions: findMentions(subject, 'title', SHOP),
    }),
  });

const from = (
  commits: { head?: RequestCommit[]; landed?: RequestCommit[] } = {},
  more: Parameters<typeof requestNode>[0] = {},
) => linkRequest(requestNode(more), { head: [], landed: [], ...commits });

const short = (edges: ReturnType<typeof linkRequest>) =>
  edges.map(({ type, to, rule }) => `${type} ${to} (${rule})`);

describe('commits of a request', () => {
  it('are its heads and what they became', () => {
    expect(short(from({ head: [found('h1')], landed: [found('m1')] }))).toEqual(
      [
        `head ${commitKey(SHOP, 'h1')} (branch-history)`,
        `landedAs ${commitKey(SHOP, 'm1')} (branch-history)`,
      ],
    );
  });

  it('are tied in also while only their hash is known', () => {
    const unknown = found('h1', { node: undefined });
    expect(short(from({ head: [unknown] }))).toEqual([
      `head ${commitKey(SHOP, 'h1')} (branch-history)`,
    ]);
  });

  it('are the same where author, date and message are', () => {
    const copied = (sha: string, fingerprint: string) =>
      found(sha, { node: commitNode(sha, { fingerprint }) });
    const edges = from({
      head: [copied('h1', 'one'), copied('h2', 'two')],
      landed: [copied('m1', 'one'), copied('h2', 'two'), found('m3')],
    });
    expect(edges.filter(({ type }) => type === 'equivalentTo')).toMatchObject([
      { from: commitKey(SHOP, 'm1'), to: commitKey(SHOP, 'h1') },
    ]);
  });
});

describe('tickets whose trackers link a change', () => {
  const ticket = 'issue:PAY-9';

  it('are what it implements, with nothing said in it', () => {
    expect(
      linkRequest(requestNode(), { head: [], landed: [] }, [ticket]),
    ).toMatchObject([
      { from: REQUEST, type: 'implements', to: ticket, rule: 'vendor-link' },
    ]);
    const direct = commitNode('d1', { onDefaultBranch: true });
    expect(linkDirect(direct, false, [ticket])!.edges).toContainEqual(
      expect.objectContaining({ to: ticket, rule: 'vendor-link' }),
    );
  });

  it('are taken off by people like others', () => {
    const decided = {
      verdict: 'unlinked',
      by: 'user:default/ada',
      reason: 'Another one',
      at: '2026-03-02T10:00:00.000Z',
    };
    const request = requestNode({
      [`decided:implements:${ticket}`]: decided,
    } as never);
    expect(
      linkRequest(request, { head: [], landed: [] }, [ticket]),
    ).toMatchObject([{ rule: 'vendor-link', decided }]);
  });
});

describe('tickets of a request', () => {
  const mentions: Mention[] = [
    ...findMentions('PAY-7 Keep the cart', 'title', SHOP),
    ...findMentions('Fixes #12, see #13', 'body', SHOP),
  ];

  it('are named by it, each with what it saw and how sure it is', () => {
    expect(from({}, { mentions })).toMatchObject([
      {
        from: REQUEST,
        type: 'implements',
        to: 'issue:PAY-7',
        rule: 'ticket-in-title',
        place: 'title',
        confidence: 0.95,
      },
      {
        type: 'closes',
        to: issueKey(SHOP, 12),
        rule: 'ticket-in-body',
        confidence: 0.95,
      },
      { type: 'mentions', to: issueKey(SHOP, 13), confidence: 0.6 },
    ]);
  });

  it('are named by its commits too, one edge for a rule', () => {
    const edges = from({
      head: [saying('h1', 'PAY-7 One'), saying('h2', 'PAY-7 And more')],
    });
    const tickets = edges.filter(({ to }) => to === 'issue:PAY-7');
    expect(tickets).toMatchObject([{ text: 'PAY-7 And more' }]);
  });

  it('do not include its own number, which forges write into the commit', () => {
    const merge = found('m1', {
      node: commitNode('m1', {
        mentions: findMentions('Keep the cart (#7)', 'message', SHOP),
      }),
    });
    expect(short(from({ landed: [merge] }))).toEqual([
      `landedAs ${commitKey(SHOP, 'm1')} (branch-history)`,
    ]);
  });
});

describe('a revert', () => {
  it('is tied to the changes and commits it names', () => {
    const reverts = [changeKey(SHOP, 3), commitKey(SHOP, 'm3')];
    expect(short(from({}, { reverts }))).toEqual([
      `reverts ${changeKey(SHOP, 3)} (revert-text)`,
      `reverts ${commitKey(SHOP, 'm3')} (revert-text)`,
    ]);
  });
});

describe('a direct change', () => {
  const onMain = (more: object = {}) =>
    commitNode('d1', { onDefaultBranch: true, ...more });

  it('is a commit on the default branch without a request', () => {
    const direct = linkDirect(onMain({ subject: 'Fix typo' }), false);
    expect(direct?.node).toMatchObject({
      key: directChangeKey(SHOP, 'd1'),
      kind: 'change',
      title: 'Fix typo',
      state: { direct: true, headSha: 'd1', mergeSha: 'd1' },
    });
    expect(short(direct!.edges)).toEqual([
      `landedAs ${commitKey(SHOP, 'd1')} (direct-push)`,
    ]);
  });

  it.each([
    ['a request landed as', onMain(), true],
    ['merges others', onMain({ parents: ['a', 'b'] }), false],
    ['is on a branch only', commitNode('d1'), false],
  ])('is none that %s', (_, commit, covered) => {
    expect(linkDirect(commit, covered)).toBeUndefined();
  });

  it('names its tickets and what it reverts', () => {
    const { edges } = linkDirect(
      onMain({
        mentions: findMentions('PAY-9 Round fees', 'title', SHOP),
        reverts: [commitKey(SHOP, 'd0')],
      }),
      false,
    )!;
    expect(short(edges)).toEqual([
      `landedAs ${commitKey(SHOP, 'd1')} (direct-push)`,
      `reverts ${commitKey(SHOP, 'd0')} (revert-message)`,
      'implements issue:PAY-9 (ticket-in-title)',
    ]);
  });
});
