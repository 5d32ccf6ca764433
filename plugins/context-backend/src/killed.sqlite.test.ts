import knexFactory, { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from './__testUtils__/databases';
import { killEverywhere } from './__testUtils__/killEverywhere';

describe('a process killed at any statement', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-killed-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('loses no mark and leaves nothing half written (SQLITE_3)', async () => {
    const database: Knex.Config & { client: string } = {
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'context.sqlite') },
      useNullAsDefault: true,
    };
    const knex = knexFactory(database);
    try {
      // As the plugin opens it.
      await knex.raw('PRAGMA journal_mode = WAL');
      await migrate(knex);
      expect(await killEverywhere(knex, database)).toBeGreaterThan(40);
    } finally {
      await knex.destroy();
    }
  }, 1_800_000);
});
