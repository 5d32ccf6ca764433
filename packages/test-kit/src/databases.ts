// This is how tests are declared and holds none itself.
/* eslint-disable jest/no-export, jest/expect-expect */
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { configOf, onSqliteFile, SharedDatabaseWork } from './sharedDatabases';

const IDS: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/** A test that is given a database. */
export type DatabaseTest = (knex: Knex, id: TestDatabaseId) => Promise<void>;

/** Ways to test against the databases of one package. */
export interface DatabaseTests {
  /** Where the package's migrations are. */
  migrations: string;
  /** Brings a database to the newest schema of the package. */
  migrate(knex: Knex): Promise<void>;
  /** A test of every supported database, on an empty one. */
  eachEmptyDatabase(name: string, test: DatabaseTest): void;
  /** A test of every supported database, on one with the package's schema. */
  eachDatabase(name: string, test: DatabaseTest): void;
  /**
   * The same, on one that other processes can open as well. Its time limit is
   * that of the test file.
   *
   * @param ids - only these; missing: every supported one
   */
  eachSharedDatabase(
    name: string,
    test: SharedDatabaseWork,
    ids?: TestDatabaseId[],
  ): void;
}

/**
 * Makes the ways to test a package on every supported database. To be called
 * while a test file loads: the cleanup then belongs to the whole file.
 *
 * @param packageName - the package that has the folder `migrations`
 */
export function databaseTests(packageName: string): DatabaseTests {
  const databases = TestDatabases.create({ ids: IDS });
  const migrations = resolvePackagePath(packageName, 'migrations');

  async function migrate(knex: Knex): Promise<void> {
    await knex.migrate.latest({ directory: migrations });
  }

  function eachEmptyDatabase(name: string, test: DatabaseTest): void {
    it.each(databases.eachSupportedId())(
      `${name} (%s)`,
      async id => {
        await test(await databases.init(id), id);
      },
      60_000,
    );
  }

  function eachDatabase(name: string, test: DatabaseTest): void {
    eachEmptyDatabase(name, async (knex, id) => {
      await migrate(knex);
      await test(knex, id);
    });
  }

  function eachSharedDatabase(
    name: string,
    test: SharedDatabaseWork,
    ids = IDS,
  ): void {
    const migrated: SharedDatabaseWork = async (knex, config) => {
      await migrate(knex);
      await test(knex, config);
    };
    const supported = databases
      .eachSupportedId()
      .filter(([id]) => ids.includes(id));
    it.each(supported)(`${name} (%s)`, async id => {
      if (id === 'SQLITE_3') {
        await onSqliteFile(migrated);
      } else {
        const knex = await databases.init(id);
        await migrated(knex, configOf(knex));
      }
    });
  }

  return {
    migrations,
    migrate,
    eachEmptyDatabase,
    eachDatabase,
    eachSharedDatabase,
  };
}
