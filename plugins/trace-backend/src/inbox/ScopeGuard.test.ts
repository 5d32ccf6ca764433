import { RepositoryName } from '@throughline/plugin-trace-common';
import { Spoken } from '@throughline/plugin-trace-node';
import { eachDatabase } from '../__testUtils__/databases';
import { SourceScope } from '../config';
import { readEntities } from '../database/graph/operations/entities';
import { EntityConfig } from '../graph/attribution';
import { ask, OWN, ROSA } from '../erasure/__testUtils__/story';
import { ErasureWorker } from '../erasure/ErasureWorker';
import { applyCatalog } from '../service/applyCatalog';
import { ScopeGuard } from './ScopeGuard';

const SHOP = 'github.com/acme/shop';
const MONO = 'github.com/acme/mono';
const TOOLS = 'github.com/acme/tools';

const entity = (
  name: string,
  repository: RepositoryName,
  more: Partial<EntityConfig> = {},
): EntityConfig => ({
  ref: `component:default/${name}`,
  repository,
  paths: [],
  ticketPrefixes: [],
  services: [name],
  ...more,
});

/** `shop` has its repository to itself; the others share one by two. */
const ENTITIES = [
  entity('shop', SHOP, { ticketPrefixes: ['SHOP'] }),
  entity('cart', MONO, { paths: ['cart/**'] }),
  entity('wishlist', MONO, { paths: ['wishlist/**'] }),
  entity('tools', TOOLS),
  entity('linter', TOOLS, { paths: ['linter/**'] }),
];

const scope = (more: Partial<SourceScope>): SourceScope => ({
  entities: [],
  repositories: [],
  projects: [],
  ...more,
});
const ofEntity = (...names: string[]) =>
  scope({ entities: names.map(name => `component:default/${name}`) });
const ofRepositories = (...repositories: string[]) => scope({ repositories });

const whole = (repository: RepositoryName): Spoken => ({
  of: 'repository',
  field: 'repository',
  repository,
});
const commits = (repository: RepositoryName): Spoken => ({
  of: 'repository',
  field: 'commits',
  repository,
});
const deploys = (repository: RepositoryName, service?: string): Spoken => ({
  of: 'deployment',
  field: service ? 'service' : 'repository',
  repository,
  service,
});
const ticket = (key: string): Spoken => ({ of: 'ticket', field: 'key', key });

const ALLOWED: Array<[string, SourceScope, Spoken[]]> = [
  ['a repository', ofRepositories(SHOP), [whole(SHOP), deploys(SHOP)]],
  ['all below', ofRepositories('github.com/acme/*'), [whole(MONO)]],
  ['an entity alone in its repository', ofEntity('shop'), [whole(SHOP)]],
  ['its tickets', ofEntity('shop'), [ticket('SHOP-1')]],
  ['a project', scope({ projects: ['PAY'] }), [ticket('PAY-1')]],
  ['its own service', ofEntity('cart'), [deploys(MONO, 'Cart')]],
  ['all who share', ofEntity('cart', 'wishlist'), [whole(MONO)]],
];

const REFUSED: Array<[string, SourceScope, Spoken[], string]> = [
  [
    'another repository',
    ofRepositories(SHOP),
    [whole(SHOP), whole(MONO)],
    'The field "repository" speaks of github.com/acme/mono; the source "ci" may speak of github.com/acme/shop only',
  ],
  [
    'a repository that begins alike',
    ofRepositories('github.com/acme/*'),
    [whole('github.com/acme-evil/shop')],
    'speaks of github.com/acme-evil/shop',
  ],
  [
    'another entity',
    ofEntity('shop'),
    [deploys(MONO, 'cart')],
    'The field "repository" speaks of github.com/acme/mono; the source "ci" may speak of component:default/shop only',
  ],
  [
    'the other service of a shared repository',
    ofEntity('cart'),
    [deploys(MONO, 'wishlist')],
    'The field "service" speaks of the service "wishlist" of github.com/acme/mono',
  ],
  [
    'a service that nobody has',
    ofEntity('cart'),
    [deploys(MONO, 'ghost')],
    'the service "ghost"',
  ],
  [
    'a deployment that names no service',
    ofEntity('cart'),
    [deploys(MONO)],
    'speaks of all of github.com/acme/mono, since it names no service',
  ],
  [
    'a change of a shared repository',
    ofEntity('cart'),
    [whole(MONO)],
    'speaks of all of github.com/acme/mono, which they share with others',
  ],
  [
    'the commits of a shared repository',
    ofEntity('cart'),
    [commits(MONO)],
    'The field "commits" speaks of all of github.com/acme/mono, which they share with others; the source "ci" may speak of component:default/cart only. For this it needs the repository in its scope',
  ],
  [
    'a batch with one foreign member',
    ofEntity('cart'),
    [deploys(MONO, 'cart'), deploys(MONO, 'wishlist')],
    'The field "service" speaks of the service "wishlist"',
  ],
  [
    'a deployment without a service beside one that claims only a part',
    ofEntity('tools'),
    [deploys(TOOLS)],
    'speaks of all of github.com/acme/tools, since it names no service',
  ],
  [
    'a service of which nothing is left without addresses',
    ofEntity('tools'),
    [deploys(TOOLS, '')],
    'speaks of all of github.com/acme/tools, since it names no service',
  ],
  [
    'an entity that is not known',
    ofEntity('ghost'),
    [whole(SHOP)],
    'may speak of component:default/ghost only',
  ],
  [
    'a ticket of another project',
    ofEntity('shop'),
    [ticket('PAY-1')],
    'The field "key" speaks of the ticket PAY-1',
  ],
  [
    'what causes an incident elsewhere',
    ofEntity('shop'),
    [ticket('SHOP-1'), { ...whole(MONO), field: 'causedBy[0]' } as Spoken],
    'The field "causedBy[0]" speaks of github.com/acme/mono',
  ],
  ['nothing', ofRepositories(SHOP), [], 'It cannot be said what'],
];

describe('ScopeGuard', () => {
  eachDatabase('allows what is in the scope', async knex => {
    await applyCatalog(knex, ENTITIES);
    const guard = new ScopeGuard(knex);
    for (const [name, allowed, spoken] of ALLOWED) {
      const refusal = await guard.refusalOf('ci', allowed, spoken);
      expect([name, refusal]).toEqual([name, undefined]);
    }
  });

  eachDatabase('says why it refuses all else', async knex => {
    await applyCatalog(knex, ENTITIES);
    const guard = new ScopeGuard(knex);
    for (const [name, allowed, spoken, message] of REFUSED) {
      const refusal = await guard.refusalOf('ci', allowed, spoken);
      expect(`${name}: ${refusal}`).toContain(message);
    }
    expect(
      await guard.refusalOf('ci', ofRepositories(SHOP), undefined),
    ).toContain('It cannot be said what');
  });

  eachDatabase(
    'knows what is called otherwise since an erasing',
    async knex => {
      await applyCatalog(knex, [
        entity('cart', OWN, { services: ['rosa-cart'] }),
        entity('wishlist', OWN),
      ]);
      const guard = new ScopeGuard(knex);
      const names = async () =>
        (await readEntities(knex)).map(({ repository }) => repository);
      const holds = async () => {
        const refusals = (allowed: SourceScope, ...spoken: Spoken[]) =>
          guard.refusalOf('ci', allowed, spoken);
        const cart = ofEntity('cart');
        expect(await refusals(cart, deploys(OWN, 'rosa-cart'))).toBeUndefined();
        expect(
          await refusals(ofEntity('cart', 'wishlist'), commits(OWN)),
        ).toBeUndefined();
        expect(
          await refusals(ofRepositories(OWN), commits(OWN)),
        ).toBeUndefined();
        expect(await refusals(cart, commits(OWN))).toContain(`all of ${OWN}`);
        expect(await refusals(cart, deploys(OWN, 'wishlist'))).toContain(
          `the service "wishlist" of ${OWN}`,
        );
        expect(await refusals(ofEntity('shop'), commits(OWN))).toContain(OWN);
      };
      await holds();
      const { pseudonym } = await ask(knex, ROSA);
      // Before the erasing gets to the entities, and after it.
      expect(await names()).toEqual([OWN, OWN]);
      await holds();
      const worker = new ErasureWorker(knex);
      while ((await worker.workOnce()) > 0);
      const renamed = OWN.replace('rosa', pseudonym);
      expect(await names()).toEqual([renamed, renamed]);
      await holds();
      expect(
        await guard.refusalOf('ci', ofRepositories(renamed), [commits(OWN)]),
      ).toBeUndefined();
    },
  );
});
