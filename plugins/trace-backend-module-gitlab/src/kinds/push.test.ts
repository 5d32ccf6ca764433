import { factsOf, RECEIVED, reasonOf } from '../__testUtils__/deliver';
import {
  hash,
  NAME,
  pushCommit,
  pushEvent,
  releaseEvent,
  tagEvent,
  URL,
} from '../__testUtils__/payloads';

const keyOf = (letter: string) => `commit:${NAME}@${hash(letter)}`;

describe('a push to a branch', () => {
  it('says each commit, and where the push brought it', async () => {
    const facts = await factsOf(pushEvent([pushCommit('a'), pushCommit('b')]));
    expect(facts.map(({ subject }) => subject)).toEqual(
      ['a', 'b', 'a', 'b'].map(keyOf),
    );
    expect(facts[0]).toMatchObject({
      at: '2026-03-01T09:00:00.000Z',
      rank: -2,
    });
    expect(facts[0].attributes).toEqual({
      sha: hash('a'),
      subject: 'PAY-1 Commit a',
      url: `${URL}/-/commit/${hash('a')}`,
      author: { name: 'Anna', type: 'unknown' },
      committedAt: '2026-03-01T09:00:00.000Z',
      paths: ['src/new.ts', 'src/old.ts'],
      pathsTruncated: false,
      onDefaultBranch: true,
      mentions: [expect.objectContaining({ ticket: 'issue:PAY-1' })],
    });
    expect(facts[3]).toEqual({
      subject: keyOf('b'),
      at: RECEIVED,
      rank: 0,
      attributes: {
        [`push:${hash('b')}:main`]: {
          branch: 'main',
          defaultBranch: true,
          before: pushEvent([]).before,
          after: hash('b'),
          index: 1,
          previous: hash('a'),
          at: RECEIVED,
        },
      },
    });
  });

  it('does not guess what the first of the latest commits follows', async () => {
    const facts = await factsOf(
      pushEvent([pushCommit('a'), pushCommit('b')], {
        total_commits_count: 30,
      }),
    );
    const pushed = facts.filter(({ attributes }) =>
      Object.keys(attributes).some(name => name.startsWith('push:')),
    );
    expect(pushed).toHaveLength(1);
    expect(pushed[0]).toMatchObject({
      subject: keyOf('b'),
      attributes: { [`push:${hash('b')}:main`]: { index: 29 } },
    });
    // It still is on the default branch.
    expect(facts[0].attributes.onDefaultBranch).toBe(true);
  });

  it('to another branch does not say the default one', async () => {
    const [fact, push] = await factsOf(
      pushEvent([pushCommit('a')], { ref: 'refs/heads/topic/x' }),
    );
    expect(fact.attributes).not.toHaveProperty('onDefaultBranch');
    expect(push.attributes).toMatchObject({
      [`push:${hash('a')}:topic/x`]: { defaultBranch: false },
    });
  });

  it('reads reverts, cherry-picks and assistants from messages', async () => {
    const message = `Fix\n\nThis reverts commit ${hash(
      'c',
    )}.\n(cherry picked from commit ${hash(
      'd',
    )})\nRelands !12\nCo-authored-by: Copilot <copilot@github.example>`;
    const [fact] = await factsOf(pushEvent([pushCommit('a', { message })]));
    expect(fact.attributes).toMatchObject({
      reverts: [keyOf('c')],
      cherryPickOf: [keyOf('d')],
      relands: [`change:${NAME}#12`],
      authorship: [{ says: 'assisted', rule: 'trailer' }],
      signatures: ['Co-authored-by: Copilot'],
    });
    expect(JSON.stringify(fact)).not.toContain('@github.example');
  });

  it.each([
    ['A branch was deleted', pushEvent([], { after: hash('0') })],
    ['The push brings no commits', pushEvent([])],
    ['The push is not to a branch', pushEvent([], { ref: 'refs/keep/x' })],
  ])('is ignored: %s', async (reason, payload) => {
    expect(await reasonOf(payload)).toMatch(reason);
  });
});

describe('a tag', () => {
  const KEY = `artifact:${NAME}@v1.4.0`;

  it('is an artifact on its commit, also when it is annotated', async () => {
    expect(await factsOf(tagEvent())).toEqual([
      {
        subject: KEY,
        at: '1970-01-01T00:00:00.000Z',
        rank: 0,
        attributes: {
          subtype: 'tag',
          url: `${URL}/-/tags/v1.4.0`,
          publishedAt: RECEIVED,
        },
      },
      {
        subject: KEY,
        at: RECEIVED,
        rank: 0,
        attributes: { tag: 'v1.4.0', sha: hash('c') },
      },
    ]);
  });

  it.each([
    ['A tag was deleted', tagEvent({ after: hash('0') })],
    ['The push is not to a tag', tagEvent({ ref: 'refs/heads/main' })],
  ])('is ignored: %s', async (reason, payload) => {
    expect(await reasonOf(payload)).toMatch(reason);
  });

  it('becomes a release', async () => {
    const [on, release] = await factsOf(releaseEvent('create'));
    expect(on.attributes).toEqual({ sha: hash('c') });
    expect(release).toEqual({
      subject: KEY,
      at: '2026-03-03T12:30:00.000Z',
      rank: 0,
      attributes: {
        subtype: 'release',
        tag: 'v1.4.0',
        name: 'Spring',
        url: `${URL}/-/releases/v1.4.0`,
        publishedAt: '2026-03-03T12:30:00.000Z',
      },
    });
  });

  it('is edited when the delivery comes, since GitLab does not say when', async () => {
    const [, release] = await factsOf(releaseEvent('update'));
    expect(release.at).toBe(RECEIVED);
  });

  it.each([
    ['A release was deleted', releaseEvent('delete')],
    ['action "sing"', releaseEvent('sing')],
    [
      'It is to be released later',
      releaseEvent('create', { released_at: '2031-01-01 00:00:00 UTC' }),
    ],
  ])('is no release: %s', async (reason, payload) => {
    expect(await reasonOf(payload)).toMatch(reason);
  });
});
