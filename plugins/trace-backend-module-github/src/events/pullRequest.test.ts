import {
  ChangeAttributes,
  changeKey,
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import { hash, pull, pullEvent, SHOP } from '../__testUtils__/payloads';

async function changeOf(
  action: string,
  more?: Parameters<typeof pull>[0],
): Promise<Partial<ChangeAttributes>> {
  const [fact] = await factsOf('pull_request', pullEvent(action, more));
  return fact.attributes as Partial<ChangeAttributes>;
}

function stateOf(facts: Fact[]) {
  return plainValues(mergeFacts(facts)) as Partial<ChangeAttributes>;
}

describe('pull_request', () => {
  it('says what the change is now', async () => {
    const [fact] = await factsOf(
      'pull_request',
      pullEvent('opened', {
        additions: 212,
        deletions: 40,
        changed_files: 5,
        commits: 3,
        labels: [{ name: 'payments' }],
        requested_reviewers: [{ login: 'ben' }],
        requested_teams: [{ slug: 'payments' }, {}],
      }),
    );
    expect(fact).toEqual({
      subject: changeKey(SHOP, 482),
      at: '2026-03-01T10:00:00.000Z',
      rank: 0,
      attributes: {
        number: 482,
        title: 'Retry card capture',
        url: 'https://github.com/Acme/shop/pull/482',
        state: 'open',
        draft: false,
        author: { login: 'ann', type: 'person' },
        baseBranch: 'main',
        headBranch: 'feature/retry',
        headSha: hash('a'),
        intoDefaultBranch: true,
        createdAt: '2026-03-01T10:00:00.000Z',
        mergedAt: null,
        closedAt: null,
        readyAt: '2026-03-01T10:00:00.000Z',
        additions: 212,
        deletions: 40,
        changedFiles: 5,
        commits: 3,
        labels: ['payments'],
        requestedReviews: 3,
        mentions: null,
        words: null,
        reverts: null,
        relands: null,
        authorship: null,
      },
    });
  });

  it('takes the merge commit only once it is merged', async () => {
    expect(await changeOf('synchronize')).not.toHaveProperty('mergeSha');
    const closed = {
      state: 'closed',
      closed_at: '2026-03-02T10:00:00Z',
      updated_at: '2026-03-02T10:00:00Z',
    };
    expect(await changeOf('closed', closed)).toMatchObject({ state: 'closed' });
    expect(await changeOf('closed', closed)).not.toHaveProperty('mergeSha');
    expect(
      await changeOf('closed', { ...closed, merged_at: closed.closed_at }),
    ).toMatchObject({
      state: 'merged',
      mergeSha: hash('f'),
      mergedAt: '2026-03-02T10:00:00.000Z',
    });
  });

  it('knows when it became ready, whatever comes later or earlier', async () => {
    const at = (hour: string) => ({ updated_at: `2026-03-01T${hour}:00:00Z` });
    const [opened] = await factsOf(
      'pull_request',
      pullEvent('opened', { draft: true }),
    );
    const [ready] = await factsOf(
      'pull_request',
      pullEvent('ready_for_review', at('12')),
    );
    const [edited] = await factsOf(
      'pull_request',
      pullEvent('edited', at('13')),
    );
    expect(stateOf([opened])).not.toHaveProperty('readyAt');
    expect(stateOf([edited, ready, opened]).readyAt).toBe(
      '2026-03-01T12:00:00.000Z',
    );
    const [drafted] = await factsOf(
      'pull_request',
      pullEvent('converted_to_draft', { ...at('14'), draft: true }),
    );
    expect(stateOf([drafted, edited, ready, opened])).toMatchObject({
      draft: true,
    });
    expect(stateOf([drafted, ready])).not.toHaveProperty('readyAt');
  });

  it('has no closing time any more after reopening', async () => {
    const [closed] = await factsOf(
      'pull_request',
      pullEvent('closed', {
        state: 'closed',
        closed_at: '2026-03-02T10:00:00Z',
        updated_at: '2026-03-02T10:00:00Z',
      }),
    );
    const [reopened] = await factsOf(
      'pull_request',
      pullEvent('reopened', { updated_at: '2026-03-03T10:00:00Z' }),
    );
    expect(stateOf([closed]).closedAt).toBeDefined();
    expect(stateOf([reopened, closed])).not.toHaveProperty('closedAt');
  });

  it('orders what happens within one second', async () => {
    const actions = [
      'opened',
      'edited',
      'ready_for_review',
      'synchronize',
      'closed',
    ];
    const facts = await Promise.all(
      actions.map(async action => {
        const [fact] = await factsOf(
          'pull_request',
          pullEvent(action, { title: action }),
        );
        return fact;
      }),
    );
    for (let last = 1; last < facts.length; last += 1) {
      expect(stateOf([facts[last], facts[last - 1]]).title).toBe(actions[last]);
    }
  });

  it('finds tickets in title, body, branch and labels', async () => {
    const { mentions } = await changeOf('opened', {
      title: 'PAY-1 Retry',
      body: 'Closes #3, see PAY-2',
      head: { ref: 'feature/pay-812-retry', sha: hash('a') },
      labels: [{ name: 'PAY-4' }],
    });
    expect(mentions).toEqual([
      expect.objectContaining({
        ticket: 'issue:PAY-1',
        verb: 'implements',
        where: 'title',
      }),
      expect.objectContaining({ ticket: 'issue:PAY-2', verb: 'mentions' }),
      expect.objectContaining({ ticket: `issue:${SHOP}#3`, verb: 'closes' }),
      expect.objectContaining({
        ticket: 'issue:PAY-812',
        verb: 'implements',
        where: 'branch',
      }),
      {
        ticket: 'issue:PAY-4',
        verb: 'mentions',
        where: 'body',
        text: 'label: PAY-4',
      },
    ]);
  });

  it.each([
    ['Reverts acme/Web#471', [changeKey('github.com/acme/web', 471)]],
    ['Reverts #471', [changeKey(SHOP, 471)]],
    [`This reverts commit ${hash('b')}.`, [`commit:${SHOP}@${hash('b')}`]],
  ])('reads a revert from %p', async (body, reverts) => {
    expect(
      await changeOf('opened', { title: 'Revert "Retry capture"', body }),
    ).toMatchObject({ reverts });
  });

  it('keeps of its body the words that settings may take for keys', async () => {
    expect(
      await changeOf('opened', { body: 'Fixes CHG0012345' }),
    ).toMatchObject({
      words: [{ word: 'CHG0012345', verb: 'closes', where: 'body' }],
    });
  });

  it('reads what it lands again', async () => {
    const body = `Reland of #471\r\n\r\nThis relands commit ${hash('b')}.`;
    expect(await changeOf('opened', { body })).toMatchObject({
      relands: [`commit:${SHOP}@${hash('b')}`, `change:${SHOP}#471`],
    });
  });

  it('takes no mention of a revert for one', async () => {
    expect(await changeOf('opened', { body: 'Reverts #471' })).toMatchObject({
      reverts: null,
    });
  });

  it('says how it was written', async () => {
    const { authorship, author } = await changeOf('opened', {
      user: { login: 'copilot-swe-agent[bot]', type: 'Bot' },
      head: { ref: 'copilot/retry', sha: hash('a') },
      labels: [{ name: 'agent' }],
    });
    expect(author).toMatchObject({ type: 'bot' });
    expect(authorship?.map(({ rule }) => rule)).toEqual([
      'account',
      'branch',
      'label',
    ]);
  });

  it('keeps the author of a deleted account as unknown', async () => {
    expect(await changeOf('opened', { user: null })).toMatchObject({
      author: { type: 'unknown' },
    });
  });

  it('keeps no addresses', async () => {
    const [fact] = await factsOf(
      'pull_request',
      pullEvent('opened', {
        title: 'Ask ann@example.com',
        body: 'ann@example.com wants PAY-1, ben@example.com too',
        labels: [{ name: 'PAY-2 c@example.com' }],
      }),
    );
    expect(JSON.stringify(fact)).toContain('PAY-1');
    expect(JSON.stringify(fact)).not.toContain('example.com');
  });

  it('is bounded however many tickets a body names', async () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `PAY-${n + 1}`);
    const { mentions } = await changeOf('opened', { body: keys.join(' ') });
    expect(mentions).toHaveLength(50);
  });

  it('ignores what changes nothing about delivery', async () => {
    expect(await reasonOf('pull_request', { action: 'locked' })).toBe(
      'A pull request being "locked" changes nothing about its delivery.',
    );
  });

  it.each([
    ['action', {}],
    ['pull_request', { action: 'opened' }],
    ['pull_request.number', pullEvent('opened', { number: '482' })],
    ['pull_request.head.sha', pullEvent('opened', { head: { ref: 'x' } })],
    [
      'pull_request.html_url',
      pullEvent('opened', { html_url: 'ftp://example.com/x' }),
    ],
    ['pull_request.state', pullEvent('opened', { state: 'ajar' })],
  ])('fails at %s', async (path, payload) => {
    await expect(deliver('pull_request', payload)).rejects.toMatchObject({
      name: 'NormaliseError',
      path,
    });
  });
});
