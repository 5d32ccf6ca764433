import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { databaseTests } from '@throughline/test-kit';
import { Knex } from 'knex';
import { Claims } from './claims';

const { eachDatabase } = databaseTests('@throughline/plugin-trace-backend');

const REPOSITORIES = [
  ['component:default/shop', 'github.com/acme/shop'],
  ['component:default/secret', 'github.com/acme/shop'],
  ['component:default/hidden', 'github.com/acme/hidden'],
  ['component:default/other', 'gitlab.com/acme/other'],
];

/** A catalog that shows `shop` to whoever asks, and nothing else. */
async function setUp(knex: Knex) {
  await knex('entities').insert(
    REPOSITORIES.map(([ref, repository]) => ({
      ref,
      repository,
      config: '{}',
    })),
  );
  const shop: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop', namespace: 'default' },
  };
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        ref === 'component:default/shop' ? shop : undefined,
      ),
    }),
  });
  return {
    catalog,
    claims: new Claims({ database: async () => knex, catalog }),
  };
}

describe('Claims', () => {
  eachDatabase('names the entities that the reader may see', async knex => {
    const { claims, catalog } = await setUp(knex);
    const credentials = mockCredentials.user();
    expect(
      await claims.of(
        ['github.com/acme/shop', 'github.com/acme/hidden', 'github.com/a/b'],
        credentials,
      ),
    ).toEqual(new Map([['github.com/acme/shop', ['component:default/shop']]]));
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledWith(expect.anything(), {
      credentials,
    });
  });

  eachDatabase('asks the catalog nothing about nobody', async knex => {
    const { claims, catalog } = await setUp(knex);
    expect(await claims.of(['github.com/a/b'], mockCredentials.user())).toEqual(
      new Map(),
    );
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  eachDatabase('counts repositories of hosts, not entities', async knex => {
    const { claims } = await setUp(knex);
    expect(await claims.count(['github.com'])).toBe(2);
    expect(await claims.count(['github.com', 'gitlab.com'])).toBe(3);
  });
});
