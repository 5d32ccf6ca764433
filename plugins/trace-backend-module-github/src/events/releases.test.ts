import { mergeFacts, plainValues } from '@throughline/plugin-trace-common';
import { deliver, factsOf, reasonOf } from '../__testUtils__/deliver';
import {
  commit,
  createEvent,
  hash,
  pushEvent,
  releaseEvent,
  repository,
  SHOP,
} from '../__testUtils__/payloads';

async function artifactOf(...sent: Array<[event: string, payload: unknown]>) {
  const facts = await Promise.all(
    sent.map(([event, payload]) => factsOf(event, payload)),
  );
  const merged = plainValues(mergeFacts(facts.flat()));
  expect(plainValues(mergeFacts(facts.reverse().flat()))).toEqual(merged);
  return merged;
}

describe('release', () => {
  it('is an artifact', async () => {
    const facts = await factsOf('release', releaseEvent('published'));
    expect(facts[0].subject).toBe(`artifact:${SHOP}@v1.4.0`);
    expect(plainValues(mergeFacts(facts))).toEqual({
      subtype: 'release',
      tag: 'v1.4.0',
      name: 'Retries',
      url: 'https://github.com/Acme/shop/releases/tag/v1.4.0',
      prerelease: false,
      publishedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it('takes a hash for its commit, and a branch for none', async () => {
    const target = (target_commitish: string) =>
      artifactOf(['release', releaseEvent('published', { target_commitish })]);
    expect(await target(hash('b'))).toMatchObject({ sha: hash('b') });
    expect(await target('release-1')).not.toHaveProperty('sha');
  });

  it('is no pre-release any more once it is released', async () => {
    expect(
      await artifactOf(
        ['release', releaseEvent('published', { prerelease: true })],
        ['release', releaseEvent('released')],
      ),
    ).toMatchObject({ prerelease: false });
  });

  it('stays a release, on the commit that its tag is on', async () => {
    const later = { pushed_at: '2026-03-01T10:00:05Z' };
    expect(
      await artifactOf(
        ['release', releaseEvent('published', { target_commitish: hash('b') })],
        [
          'push',
          pushEvent([], {
            ref: 'refs/tags/v1.4.0',
            head_commit: commit('a'),
            repository: { ...repository, ...later },
          }),
        ],
        ['create', createEvent('tag')],
      ),
    ).toMatchObject({ subtype: 'release', sha: hash('a') });
  });

  it.each([
    ['created', {}],
    ['deleted', {}],
    ['unpublished', {}],
    ['sung', {}],
    ['toString', {}],
    ['edited', { draft: true, published_at: null }],
  ])('ignores %s %p', async (action, more) => {
    expect(await reasonOf('release', releaseEvent(action, more))).toMatch(
      /^An? .*\.$/,
    );
  });

  it.each([
    ['release.published_at', { published_at: null }],
    ['release.tag_name', { tag_name: '' }],
  ])('fails at %s', async (path, more) => {
    await expect(
      deliver('release', releaseEvent('published', more)),
    ).rejects.toMatchObject({ path });
  });
});

describe('create', () => {
  it('is a tag on a commit yet unknown', async () => {
    expect(await artifactOf(['create', createEvent('tag')])).toEqual({
      subtype: 'tag',
      tag: 'v1.4.0',
      url: 'https://github.com/Acme/shop/releases/tag/v1.4.0',
      publishedAt: '2026-03-01T10:00:00.000Z',
    });
  });

  it('ignores branches', async () => {
    expect(await reasonOf('create', createEvent('branch'))).toContain('branch');
  });

  it('fails without a time', async () => {
    await expect(
      deliver('create', { ...createEvent('tag'), repository }),
    ).rejects.toMatchObject({ path: 'repository.pushed_at' });
  });
});
