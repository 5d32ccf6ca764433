import { EntityConfig } from './attribution';
import { carriersOf, librariesOf } from './libraries';

const entity = (
  name: string,
  dependsOn: string[] = [],
  library = false,
): EntityConfig => ({
  ref: name,
  repository: 'github.com/acme/shop',
  paths: [`${name}/**`],
  ticketPrefixes: [],
  services: [name],
  ...(dependsOn.length > 0 && { dependsOn }),
  ...(library && { library }),
});
const library = (name: string, dependsOn: string[] = []) =>
  entity(name, dependsOn, true);

describe('libraries that an entity is built with', () => {
  it('are those it depends on, and no services', () => {
    const all = [
      entity('cart', ['money', 'wishlist', 'elsewhere']),
      entity('wishlist', ['words']),
      library('money'),
      library('words'),
    ];
    expect(librariesOf('cart', all)).toEqual(['money']);
    expect(carriersOf('money', all)).toEqual(['cart']);
    expect(carriersOf('wishlist', all)).toEqual([]);
  });

  it('are followed three steps far, the nearest first', () => {
    const all = [
      entity('cart', ['a']),
      library('a', ['b']),
      library('b', ['c', 'a0']),
      library('a0'),
      library('c', ['d']),
      library('d'),
    ];
    expect(librariesOf('cart', all)).toEqual(['a', 'b', 'a0', 'c']);
    expect(carriersOf('c', all)).toEqual(['cart']);
    expect(carriersOf('d', all)).toEqual([]);
  });

  it('may depend on each other, and on what they are in', () => {
    const all = [
      entity('cart', ['a']),
      library('a', ['b', 'a']),
      library('b', ['a', 'cart']),
    ];
    expect(librariesOf('cart', all)).toEqual(['a', 'b']);
    expect(carriersOf('a', all)).toEqual(['cart']);
    expect(carriersOf('b', all)).toEqual(['cart']);
  });

  it('carry none themselves', () => {
    const all = [library('a', ['b']), library('b')];
    expect(librariesOf('a', all)).toEqual([]);
    expect(carriersOf('b', all)).toEqual([]);
  });

  it('are the same both ways', () => {
    const all = [
      entity('cart', ['a', 'b']),
      entity('wishlist', ['b']),
      entity('search', ['c']),
      library('a', ['c']),
      library('b', ['a']),
      library('c', ['b']),
    ];
    for (const { ref } of all.filter(one => one.library)) {
      const carriers = all
        .map(one => one.ref)
        .filter(one => librariesOf(one, all).includes(ref));
      expect(carriersOf(ref, all).sort()).toEqual(carriers.sort());
    }
  });
});
