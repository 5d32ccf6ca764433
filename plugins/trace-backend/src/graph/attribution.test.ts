import { entityConfig } from '../__testUtils__/nodes';
import { entitiesOfDeployment, entitiesOfPaths } from './attribution';

const ref = (name: string) => `component:default/${name}`;
const claiming = (name: string, ...paths: string[]) =>
  entityConfig(name, { paths });

const SHOP = claiming('shop');
const CART = claiming('cart', 'services/cart/**');
const PAY = claiming('pay', 'services/pay/**', 'libs/fees/*.ts');

describe('whom a changed path belongs to', () => {
  it('is the entity with the longest match', () => {
    const entities = [SHOP, CART, claiming('services', 'services/**')];
    expect(entitiesOfPaths(['services/cart/a.ts'], entities)).toEqual([
      ref('cart'),
    ]);
    expect(entitiesOfPaths(['services/x/a.ts'], entities)).toEqual([
      ref('services'),
    ]);
    expect(entitiesOfPaths(['README.md'], entities)).toEqual([ref('shop')]);
  });

  it('is every entity that claims one of the paths', () => {
    expect(
      entitiesOfPaths(['services/cart/a.ts', 'libs/fees/b.ts'], [CART, PAY]),
    ).toEqual([ref('cart'), ref('pay')]);
  });

  it('is both of two that claim it alike', () => {
    const twin = claiming('cart-twin', 'services/cart/**');
    expect(entitiesOfPaths(['services/cart/a.ts'], [CART, twin])).toEqual([
      ref('cart'),
      ref('cart-twin'),
    ]);
  });

  it('is nobody where nobody claims it', () => {
    expect(entitiesOfPaths(['README.md'], [CART, PAY])).toEqual([]);
    expect(entitiesOfPaths(['libs/fees/deep/b.ts'], [CART, PAY])).toEqual([]);
    expect(entitiesOfPaths(['a.ts'], [])).toEqual([]);
  });

  it('knows hidden files', () => {
    expect(entitiesOfPaths(['services/cart/.env'], [CART])).toEqual([
      ref('cart'),
    ]);
  });
});

describe('whom a change belongs to when nobody says what it touched', () => {
  it('is those that claim the whole repository', () => {
    expect(entitiesOfPaths(undefined, [SHOP, CART])).toEqual([ref('shop')]);
  });

  it('is the only entity there is', () => {
    expect(entitiesOfPaths(undefined, [CART])).toEqual([ref('cart')]);
  });

  it('is nobody when several claim a part', () => {
    expect(entitiesOfPaths(undefined, [CART, PAY])).toEqual([]);
  });
});

describe('whom a deployment deploys', () => {
  it('is the entity of that name', () => {
    expect(entitiesOfDeployment('Cart', [CART, PAY])).toEqual([ref('cart')]);
    expect(entitiesOfDeployment('other', [CART, PAY])).toEqual([]);
  });

  it('is whoever has the whole repository when it gives no name', () => {
    expect(entitiesOfDeployment(undefined, [SHOP, CART])).toEqual([
      ref('shop'),
    ]);
    expect(entitiesOfDeployment(undefined, [CART, PAY])).toEqual([]);
  });
});
