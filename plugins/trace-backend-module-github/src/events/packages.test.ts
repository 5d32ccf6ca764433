import { mergeFacts, plainValues } from '@throughline/plugin-trace-common';
import { factsOf, reasonOf } from '../__testUtils__/deliver';
import { hash, packageEvent, SHOP } from '../__testUtils__/payloads';

const DIGEST = `sha256:${'1'.repeat(64)}`;

async function imageOf(
  ...given: Parameters<typeof packageEvent>
): Promise<Record<string, unknown>> {
  const facts = await factsOf(given[2] ?? 'package', packageEvent(...given));
  expect(new Set(facts.map(({ subject }) => subject))).toEqual(
    new Set([`artifact:pkg:oci/shop@${DIGEST}`]),
  );
  return plainValues(mergeFacts(facts));
}

const labels = (source: string) => ({
  container_metadata: { labels: { revision: hash('b'), source } },
});

describe.each(['package', 'registry_package'] as const)('%s', field => {
  it('is an image by its digest, of the commit that GitHub has for it', async () => {
    expect(await imageOf({}, {}, field)).toEqual({
      subtype: 'image',
      name: 'web/shop',
      tag: '1.4.0',
      digest: DIGEST,
      url: 'https://github.com/orgs/acme/packages/container/shop/1',
      publishedAt: '2026-03-01T10:00:00.000Z',
      sha: hash('a'),
      repository: SHOP,
    });
  });
});

describe('package', () => {
  it('is of the commit that the image itself names, of its repository', async () => {
    const source = `https://${SHOP}`;
    expect(await imageOf(labels(source))).toMatchObject({ sha: hash('b') });
  });

  it('does not take what the image it is based on names', async () => {
    const source = 'https://github.com/library/base';
    expect(await imageOf(labels(source))).toMatchObject({ sha: hash('a') });
  });

  it.each([
    ['without a commit', { target_oid: null }, {}],
    ['of a branch only', { target_oid: 'main' }, {}],
    [
      'that belongs to no repository',
      labels(`https://${SHOP}`),
      { repository: null },
    ],
  ])('%s is of no commit', async (_, version, more) => {
    const image = await imageOf(version, more);
    expect(image).toMatchObject({ digest: DIGEST });
    expect(image).not.toHaveProperty('sha');
    expect(image).not.toHaveProperty('repository');
  });

  it('without a tag is called by its digest', async () => {
    const container_metadata = { tag: { name: '' } };
    expect(await imageOf({ container_metadata })).toMatchObject({
      tag: 'sha256:111111111111',
    });
  });

  it('yields to what others say of the commit', async () => {
    const facts = await factsOf('package', packageEvent());
    const packaged = {
      ...facts[0],
      at: '2026-02-28T00:00:00.000Z',
      attributes: { sha: hash('c'), repository: SHOP },
    };
    expect(plainValues(mergeFacts([packaged, ...facts])).sha).toBe(hash('c'));
  });

  it.each([
    [{ action: 'deleted' }, /^A package being "deleted" is nothing/],
    [
      { package: { package_type: 'npm' } },
      /^A package of the kind "npm": only/,
    ],
  ])('is ignored with a reason: %j', async (more, reason) => {
    expect(await reasonOf('package', packageEvent({}, more))).toMatch(reason);
  });
});
