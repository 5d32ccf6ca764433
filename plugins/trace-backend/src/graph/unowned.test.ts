import { EntityConfig, entitiesOfPaths } from './attribution';
import { findUnowned } from './unowned';

const entity = (name: string, paths: string[]): EntityConfig => ({
  ref: `component:default/${name}`,
  repository: 'github.com/acme/shop',
  paths,
  ticketPrefixes: [],
  services: [name],
});

const CART = entity('cart', ['services/cart/**']);
const WEB = entity('web', ['web/src/**', 'web/*.json']);

const of = (entities: EntityConfig[], ...paths: string[]) =>
  findUnowned(entities)?.(paths);

describe('what nobody claims', () => {
  it('is the shallowest folder that nobody claims anything of', () => {
    expect(
      of(
        [CART, WEB],
        'docs/api/fees.md',
        'docs/README.md',
        'services/misc/deep/index.ts',
        'services/cart/index.ts',
        'web/src/index.ts',
        'web/package.json',
        'web/public/index.html',
      ),
    ).toEqual(['docs/**', 'services/misc/**', 'web/public/**']);
  });

  it('is the files of a folder alone beside what somebody claims', () => {
    expect(
      of([CART, WEB], 'README.md', 'services/NOTES.md', 'web/index.html'),
    ).toEqual(['*', 'services/*', 'web/*']);
  });

  it('is nothing where somebody claims all, or nobody anything', () => {
    expect(of([CART, entity('shop', [])], 'README.md')).toBeUndefined();
    expect(of([], 'README.md')).toBeUndefined();
  });

  it('is told of files anywhere, too', () => {
    const sql = entity('schema', ['**/*.sql']);
    expect(of([sql], 'db/a.sql', 'db/a.md', 'db/b/c.md')).toEqual([
      'db/*',
      'db/b/*',
    ]);
    // Files of the root are nothing below it.
    expect(of([entity('root', ['*'])], 'docs/a.md')).toEqual(['docs/**']);
  });

  it.each(['docs/api/fees.md', 'README.md', 'app/[id]/{x}/page.ts'])(
    'is claimed by what it says: %s',
    path => {
      const globs = of([CART], path)!;
      expect(entitiesOfPaths([path], [CART])).toEqual([]);
      expect(entitiesOfPaths([path], [CART, entity('new', globs)])).toEqual([
        'component:default/new',
      ]);
    },
  );

  it('is bounded', () => {
    const paths = Array.from({ length: 80 }, (_, index) => `f${index}/a.ts`);
    expect(of([CART], ...paths)).toHaveLength(50);
  });
});
