import { entityOfHref, refsOfItem } from './refs';

describe('the entity of an address', () => {
  it.each([
    ['/catalog/default/component/cart', 'component:default/cart'],
    ['/catalog/Default/Component/Cart/delivery?x#y', 'component:default/cart'],
    ['/catalog/default/component/cart?tab=1', 'component:default/cart'],
    ['/portal/catalog/default/api/cart', 'api:default/cart'],
    ['https://portal.example/catalog/a/system/b', 'system:a/b'],
    ['https://portal.example:7007/x/catalog/a/system/b#c', 'system:a/b'],
    ['/catalog/default/component/c%61rt', 'component:default/cart'],
    ['/catalog/default/component/%', 'component:default/%'],
    ['//portal.example/catalog/a/system/b', 'system:a/b'],
    ['/catalog', undefined],
    ['/catalog/default/component', undefined],
    ['/catalog-import/a/b/c', undefined],
    ['/docs/default/component/cart', undefined],
    ['https://x.example/?next=/catalog/a/b/c', undefined],
    ['https://git.example/acme/catalog/actions/runs/7', undefined],
    ['/catalog/default/gadget/cart', 'gadget:default/cart'],
    ['mailto:a@b.example', undefined],
  ])('%s', (href, ref) => {
    expect(entityOfHref(href)).toBe(ref);
  });
});

describe('the entities of an item', () => {
  it('are those it says, waits for and leads to, but not its own', () => {
    expect(
      refsOfItem(
        {
          refs: ['Component:Default/A', 'component:default/own'],
          waitsFor: { entityRef: 'User:default/b' },
          href: '/catalog/default/group/c',
        } as Parameters<typeof refsOfItem>[0],
        'component:default/own',
      ),
    ).toEqual(['component:default/a', 'user:default/b', 'group:default/c']);
    expect(
      refsOfItem(
        { href: '/catalog/default/component/own/delivery' },
        'component:default/own',
      ),
    ).toEqual([]);
  });
});
