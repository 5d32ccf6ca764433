import { mergeFacts, repositoryOfKey } from '@throughline/plugin-trace-common';
import { commit, factsOf, hash, history, SHOP } from '../__testUtils__/bodies';

describe('a history', () => {
  it('gives commits and tags as the git module reads them', async () => {
    const facts = await factsOf(history({ repository: `https://${SHOP}.git` }));
    expect(facts.map(({ subject }) => subject)).toEqual([
      `commit:${SHOP}@${hash('a')}`,
      `commit:${SHOP}@${hash('b')}`,
      `artifact:${SHOP}@v1.0.0`,
    ]);
    expect(facts[1]).toEqual({
      subject: `commit:${SHOP}@${hash('b')}`,
      at: '2026-02-01T11:00:00.000Z',
      attributes: {
        sha: hash('b'),
        subject: 'Add a till',
        url: `https://${SHOP}/commit/${hash('b')}`,
        author: { name: 'Person A', type: 'person' },
        authoredAt: '2026-02-01T10:00:00.000Z',
        committedAt: '2026-02-01T11:00:00.000Z',
        parents: [hash('a')],
        onDefaultBranch: true,
        paths: ['till.ts'],
        pathsTruncated: false,
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        mentions: [
          {
            ticket: 'issue:PAY-12',
            verb: 'mentions',
            where: 'message',
            text: 'Add a till PAY-12 asks for it.',
          },
        ],
      },
    });
    expect(facts[2].attributes).toEqual({
      subtype: 'tag',
      tag: 'v1.0.0',
      sha: hash('b'),
      publishedAt: '2026-02-02T10:00:00.000Z',
    });
    facts.forEach(({ subject }) => expect(repositoryOfKey(subject)).toBe(SHOP));
  });

  it('knows a moved tag, and the edge of a shallow clone', async () => {
    const [cut, moved] = await factsOf(
      history({
        commits: [commit('b', { writtenParents: [hash('a')] })],
        tags: [
          {
            name: 'v1',
            commit: hash('b'),
            at: '2026-02-02T10:00:00.000Z',
            movedAt: '2026-02-03T10:00:00.000Z',
          },
        ],
      }),
    );
    expect(cut.attributes.parents).toEqual([hash('a')]);
    expect(cut.attributes).not.toHaveProperty('paths');
    expect(moved.at).toBe('2026-02-03T10:00:00.000Z');
  });

  it('keeps nothing that a database refuses', async () => {
    const facts = await factsOf(
      history({
        commits: [
          commit('a', { message: 'a\0b \ud800', paths: ['x\0y', '\udc00'] }),
        ],
      }),
    );
    // eslint-disable-next-line no-control-regex
    expect(JSON.stringify(facts)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    expect(Object.keys(mergeFacts(facts))).toContain('paths');
  });
});
