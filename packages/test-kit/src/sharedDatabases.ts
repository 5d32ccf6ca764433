import knexFactory, { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How another process connects to a database. */
export type DatabaseConfig = Knex.Config & { client: string };

/** Work on a database that other processes may open as well. */
export type SharedDatabaseWork = (
  knex: Knex,
  config: DatabaseConfig,
) => Promise<void>;

/** Does some work on a new SQLite file. */
export async function onSqliteFile(work: SharedDatabaseWork): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-shared-'));
  const config = {
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'shared.sqlite') },
    useNullAsDefault: true,
  };
  const knex = knexFactory(config);
  try {
    // As the plugins open theirs.
    await knex.raw('PRAGMA journal_mode = WAL');
    await work(knex, config);
  } finally {
    await knex.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How another process connects to the same server's database. */
export function configOf(knex: Knex): DatabaseConfig {
  const { client, connection } = knex.client.config;
  // knex hides the password from whoever copies or prints the rest.
  const { password } = connection;
  return { client, connection: { ...connection, password } };
}
