import {
  CommitAttributes,
  Fact,
  mergeFacts,
  plainValues,
} from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import {
  commit,
  hash,
  PUSHED_AT,
  pushEvent,
  repository,
  SHOP,
} from '../__testUtils__/payloads';

/** A commit as all facts of a push together say it is. */
async function commitOf(
  more: Parameters<typeof commit>[1],
): Promise<Partial<CommitAttributes>> {
  const facts = await factsOf('push', pushEvent([commit('a', more)]));
  return plainValues(mergeFacts(facts)) as Partial<CommitAttributes>;
}

function register(facts: Fact[], subject: string): [string, unknown] {
  const [found] = facts
    .filter(fact => fact.subject === subject)
    .flatMap(({ attributes }) => Object.entries(attributes))
    .filter(([name]) => name.startsWith('push:'));
  return found;
}

describe('push', () => {
  it('says what each commit is', async () => {
    expect(
      await commitOf({
        message: 'PAY-812 Retry card capture\n\nOnce more.\n\nCloses: #3',
        added: ['src/retry.ts'],
        removed: ['src/old.ts'],
      }),
    ).toEqual({
      sha: hash('a'),
      subject: 'PAY-812 Retry card capture',
      url: `https://github.com/Acme/shop/commit/${hash('a')}`,
      author: { login: 'ann', name: 'Ann Example', type: 'person' },
      authoredAt: PUSHED_AT,
      committedAt: PUSHED_AT,
      paths: ['src/retry.ts', 'src/capture.ts', 'src/old.ts'],
      pathsTruncated: false,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      mentions: [
        {
          ticket: 'issue:PAY-812',
          verb: 'implements',
          where: 'title',
          text: 'PAY-812 Retry card capture',
        },
        expect.objectContaining({
          ticket: `issue:${SHOP}#3`,
          verb: 'closes',
        }),
      ],
    });
  });

  it('says which push brought each commit where, oldest first', async () => {
    const facts = await factsOf(
      'push',
      pushEvent([commit('a'), commit('b')], { before: hash('1') }),
    );
    const shared = {
      branch: 'main',
      defaultBranch: true,
      before: hash('1'),
      after: hash('b'),
      at: PUSHED_AT,
    };
    const name = `push:${hash('b')}:main`;
    expect(register(facts, `commit:${SHOP}@${hash('a')}`)).toEqual([
      name,
      { ...shared, index: 0, previous: hash('1') },
    ]);
    expect(register(facts, `commit:${SHOP}@${hash('b')}`)).toEqual([
      name,
      { ...shared, index: 1, previous: hash('a') },
    ]);
  });

  it('does not take what a forced push replaced for an ancestor', async () => {
    const forced = { before: hash('1'), forced: true };
    const side = await factsOf(
      'push',
      pushEvent([commit('a')], { ...forced, ref: 'refs/heads/feature/x' }),
    );
    expect(register(side, `commit:${SHOP}@${hash('a')}`)).toEqual([
      `push:${hash('a')}:feature/x`,
      expect.objectContaining({
        branch: 'feature/x',
        defaultBranch: false,
        previous: hash('0'),
      }),
    ]);
    const main = await factsOf('push', pushEvent([commit('a')], forced));
    expect(register(main, `commit:${SHOP}@${hash('a')}`)[1]).toMatchObject({
      previous: hash('1'),
    });
  });

  it('reads reverts, cherry-picks and trailers', async () => {
    const read = await commitOf({
      message: `Revert "PAY-1 x"\n\nThis reverts commit ${hash(
        'b',
      )}.\n(cherry picked from commit ${hash('c')})\nRelands ${hash(
        'd',
      )}\n\nCo-authored-by: Copilot <copilot@example.com>`,
    });
    expect(read).toMatchObject({
      relands: [`commit:${SHOP}@${hash('d')}`],
      reverts: [`commit:${SHOP}@${hash('b')}`],
      cherryPickOf: [`commit:${SHOP}@${hash('c')}`],
      authorship: [
        { says: 'assisted', rule: 'trailer', text: 'Co-authored-by: Copilot' },
      ],
      signatures: ['Co-authored-by: Copilot'],
      mentions: [{ ticket: 'issue:PAY-1', verb: 'mentions' }],
    });
  });

  it('gives a rebased copy the same fingerprint', async () => {
    const original = await commitOf({});
    const rebased = await commitOf({
      id: hash('b'),
      timestamp: '2026-03-02T10:00:00Z',
      message: 'Retry card capture\n',
      author: { name: 'Ann Example', date: '2026-03-01T10:00:00Z' },
    });
    const other = await commitOf({ message: 'Retry card captures' });
    expect(rebased.fingerprint).toBe(original.fingerprint);
    expect(other.fingerprint).not.toBe(original.fingerprint);
  });

  it('keeps a bounded number of paths and says so', async () => {
    const read = await commitOf({
      added: Array.from({ length: 1000 }, (_, n) => `src/${n}.ts`),
    });
    expect(read.paths).toHaveLength(300);
    expect(read.pathsTruncated).toBe(true);
  });

  it('does not say that nothing changed when no path is listed', async () => {
    expect(await commitOf({ modified: [] })).not.toHaveProperty('paths');
  });

  it('tells bots from people and keeps no address for a name', async () => {
    expect(
      (await commitOf({ author: { name: 'acme-bot[bot]' } })).author,
    ).toEqual({ name: 'acme-bot[bot]', type: 'bot' });
    expect(
      (await commitOf({ author: { name: 'ann@example.com' } })).author,
    ).toEqual({ name: '[address]', type: 'unknown' });
  });

  it('lets a clone know better, but not who the author is', async () => {
    const facts = await factsOf('push', pushEvent([commit('a')]));
    const clone: Fact = {
      subject: facts[0].subject,
      at: PUSHED_AT,
      attributes: {
        paths: ['from/the/clone.ts'],
        author: { name: 'Ann Example', type: 'person' },
      },
    };
    facts.forEach(fact => {
      if ('author' in fact.attributes) fact.at = '2026-03-01T10:00:01.000Z';
    });
    expect(plainValues(mergeFacts([...facts, clone]))).toMatchObject({
      paths: ['from/the/clone.ts'],
      author: { login: 'ann' },
    });
  });

  it('takes a tag for an artifact of the commit it is on', async () => {
    const facts = await factsOf(
      'push',
      pushEvent([], {
        ref: 'refs/tags/v1.4.0',
        after: hash('7'),
        head_commit: commit('a'),
      }),
    );
    expect(facts[0].subject).toBe(`artifact:${SHOP}@v1.4.0`);
    expect(plainValues(mergeFacts(facts))).toEqual({
      subtype: 'tag',
      tag: 'v1.4.0',
      url: 'https://github.com/Acme/shop/releases/tag/v1.4.0',
      sha: hash('a'),
      publishedAt: PUSHED_AT,
    });
  });

  it.each([
    ['no commits', pushEvent([])],
    ['a deleted branch', pushEvent([], { deleted: true, after: hash('0') })],
    [
      'a deleted tag',
      pushEvent([], { ref: 'refs/tags/v1', deleted: true, after: hash('0') }),
    ],
    ['neither branch nor tag', pushEvent([], { ref: 'refs/notes/commits' })],
  ])('ignores a push of %s, and says why', async (_, payload) => {
    expect(await reasonOf('push', payload)).toMatch(/\.$/);
  });

  it.each([
    ['commits[0].id', pushEvent([commit('b', { id: 'main' }), commit('a')])],
    ['commits[0].timestamp', pushEvent([commit('a', { timestamp: 'soon' })])],
    ['ref', pushEvent([], { ref: 7 })],
    ['repository.html_url', pushEvent([], { repository: { html_url: 'x' } })],
    [
      'repository.pushed_at',
      pushEvent([commit('a')], { head_commit: null, repository }),
    ],
  ])('fails at %s', async (path, payload) => {
    await expect(deliver('push', payload)).rejects.toMatchObject({
      name: 'NormaliseError',
      path,
    });
  });
});
