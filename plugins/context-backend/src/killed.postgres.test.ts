import { TestDatabases } from '@backstage/backend-test-utils';
import { migrate } from './__testUtils__/databases';
import { killEverywhere } from './__testUtils__/killEverywhere';

describe('a process killed at any statement', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'loses no mark and leaves nothing half written (%s)',
    async id => {
      const knex = await databases.init(id);
      await migrate(knex);
      const { client, connection } = knex.client.config;
      // knex hides the password from whoever copies or prints the rest.
      const { password } = connection;
      const statements = await killEverywhere(knex, {
        client,
        connection: { ...connection, password },
      });
      expect(statements).toBeGreaterThan(40);
    },
    1_800_000,
  );
});
