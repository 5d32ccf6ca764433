import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import {
  bodies,
  drain,
  dueRefs,
  history,
  pullerOf,
  ref,
  section,
  sourceOf,
} from '../__testUtils__/pulling';
import { registerPlugins } from '../database/operations/leases';
import { CatalogWatch } from './CatalogWatch';

const entity = (name: string, etag: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', etag },
});

function watchOf(
  knex: Knex,
  entities: Entity[],
  overrides: Partial<CatalogService> = {},
) {
  const wake = jest.fn();
  const onRevisions = jest.fn();
  const watch = new CatalogWatch({
    knex,
    catalog: Object.assign(catalogServiceMock({ entities }), overrides),
    auth: mockServices.auth({ pluginId: 'context' }),
    pluginIds: ['trace', 'catalog'],
    wake,
    onRevisions,
  });
  return { look: () => watch.lookOnce(), wake, onRevisions };
}

async function pullTrace(knex: Knex): Promise<void> {
  const source = sourceOf(refs => refs.map(each => section(each)));
  await knex.transaction(tx => registerPlugins(tx, ['trace', 'catalog']));
  await drain(pullerOf(knex, source));
  await knex('due').where({ plugin_id: 'catalog' }).delete();
}

describe('CatalogWatch', () => {
  eachDatabase('has all plugins asked about what is new', async knex => {
    const { look, wake } = watchOf(knex, [entity('a', '1'), entity('b', '1')]);
    expect(await look()).toBe(2);
    expect(wake).toHaveBeenCalledTimes(1);
    expect(
      await knex('due')
        .orderBy(['plugin_id', 'entity_ref'])
        .select('plugin_id', 'entity_ref', 'never_asked'),
    ).toMatchObject(
      [
        ['catalog', 'a'],
        ['catalog', 'b'],
        ['trace', 'a'],
        ['trace', 'b'],
      ].map(([plugin_id, name]) => ({ plugin_id, entity_ref: ref(name) })),
    );
    expect(await look()).toBe(0);
    expect(wake).toHaveBeenCalledTimes(1);
  });

  eachDatabase('and about what is another', async knex => {
    await watchOf(knex, [entity('a', '1'), entity('b', '1')]).look();
    await pullTrace(knex);
    const { look } = watchOf(knex, [entity('a', '2'), entity('b', '1')]);
    expect(await look()).toBe(1);
    expect(await dueRefs(knex)).toEqual([ref('a'), ref('a')]);
  });

  eachDatabase('ends what is gone, and keeps its history', async knex => {
    await watchOf(knex, [entity('a', '1'), entity('b', '1')]).look();
    await pullTrace(knex);
    const { look, onRevisions } = watchOf(knex, [entity('b', '1')]);
    expect(await look()).toBe(1);
    expect(Object.keys(await bodies(knex))).toEqual([`${ref('b')} trace`]);
    expect(onRevisions).toHaveBeenCalledWith([
      { entityRef: ref('a'), sectionId: 'trace', revision: 3 },
    ]);
    expect(await history(knex)).toContain(`3 ${ref('a')} trace: gone`);
    expect(await look()).toBe(0);
    expect(await history(knex)).toHaveLength(3);
  });

  eachDatabase(
    'does not take it for gone when paging missed it',
    async knex => {
      const both = [entity('a', '1'), entity('b', '1')];
      await watchOf(knex, both).look();
      await pullTrace(knex);
      const { look } = watchOf(knex, both, {
        async *streamEntities() {
          yield [entity('b', '1')];
        },
      });
      expect(await look()).toBe(0);
      expect(Object.keys(await bodies(knex))).toHaveLength(2);
    },
  );

  eachDatabase('takes nothing for gone when the catalog fails', async knex => {
    await watchOf(knex, [entity('a', '1'), entity('b', '1')]).look();
    await pullTrace(knex);
    const { look } = watchOf(knex, [], {
      async *streamEntities() {
        yield [entity('b', '1')];
        throw new Error('the catalog is down');
      },
    });
    await expect(look()).rejects.toThrow('the catalog is down');
    expect(Object.keys(await bodies(knex))).toHaveLength(2);
  });

  eachDatabase('marks and remembers together, or not at all', async knex => {
    const { look } = watchOf(knex, [entity('a', '1')]);
    await knex.schema.renameTable('due', 'due_away');
    await expect(look()).rejects.toThrow();
    await knex.schema.renameTable('due_away', 'due');
    expect(await knex('entities')).toEqual([]);
    expect(await look()).toBe(1);
    expect(await dueRefs(knex)).toHaveLength(2);
  });
});
