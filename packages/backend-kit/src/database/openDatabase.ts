import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isPostgres } from './sql';

/**
 * A plugin's database, with the newest schema.
 *
 * SQLite keeps a write-ahead log: a commit is then one flush to disk instead of
 * three or four, and it is flushed all the same before it counts.
 *
 * @param packageName - the package that has the folder `migrations`
 */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!isPostgres(knex)) await knex.raw('PRAGMA journal_mode = WAL');
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  }
  return knex;
}
