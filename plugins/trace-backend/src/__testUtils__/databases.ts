// This is how tests are declared and holds none itself.
/* eslint-disable jest/no-export, jest/expect-expect */
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';

// Made while the test file loads: its cleanup then belongs to the whole file.
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Where this package's migrations are. */
export const MIGRATIONS = resolvePackagePath(
  '@throughline/plugin-trace-backend',
  'migrations',
);

/** Brings a database to the newest schema of this package. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: MIGRATIONS });
}

/** A test of every supported database, on an empty one. */
export function eachEmptyDatabase(
  name: string,
  test: (knex: Knex, id: TestDatabaseId) => Promise<void>,
): void {
  it.each(databases.eachSupportedId())(
    `${name} (%s)`,
    async id => {
      await test(await databases.init(id), id);
    },
    60_000,
  );
}

/** A test of every supported database, on one with the schema of this package. */
export function eachDatabase(
  name: string,
  test: (knex: Knex, id: TestDatabaseId) => Promise<void>,
): void {
  eachEmptyDatabase(name, async (knex, id) => {
    await migrate(knex);
    await test(knex, id);
  });
}
