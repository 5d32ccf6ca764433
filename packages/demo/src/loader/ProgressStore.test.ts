import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseProgressStore } from './ProgressStore';

const directory = resolvePackagePath('@throughline/demo', 'migrations');

describe('DatabaseProgressStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'keeps the first anchor and the latest place (%s)',
    async id => {
      const knex = await databases.init(id);
      const create = (edition: string) =>
        DatabaseProgressStore.create(
          { getClient: async () => knex } as never,
          edition,
        );
      const first = { anchor: Date.UTC(2026, 5, 10), startedAt: 'then' };
      const store = await create('one');
      expect(await store.begin(first)).toEqual({ ...first, sent: 0 });

      await store.save({ sent: 7, total: 9 });
      const later = { anchor: Date.UTC(2026, 5, 11), startedAt: 'later' };
      const again = await create('one');
      const going = { ...first, sent: 7, total: 9 };
      expect(await again.begin(later)).toEqual(going);

      await again.save({ sent: 9, total: 9, finishedAt: 'now' });
      const done = { ...first, sent: 9, total: 9, finishedAt: 'now' };
      expect(await again.begin(later)).toEqual(done);
      expect(await (await create('two')).begin(later)).toEqual({
        ...later,
        sent: 0,
      });
    },
    60_000,
  );

  it.each(databases.eachSupportedId())(
    'has a schema that goes up, down and up (%s)',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory });
      expect(await knex.schema.hasTable('loading')).toBe(true);
      await knex.migrate.rollback({ directory });
      expect(await knex.schema.hasTable('loading')).toBe(false);
      await knex.migrate.latest({ directory });
      expect(await knex.schema.hasTable('loading')).toBe(true);
    },
    60_000,
  );
});
