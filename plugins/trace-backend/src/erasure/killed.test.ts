import { TestDatabases } from '@backstage/backend-test-utils';
import { buildSync } from 'esbuild';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import knexFactory, { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../__testUtils__/databases';
import { Projector } from '../service/Projector';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import type { KillOrder } from './__testUtils__/killableErasing';
import { ask, tellStory, tracesIn } from './__testUtils__/story';
import { ErasureWorker } from './ErasureWorker';
import { readErasure } from './operations/erasures';

jest.setTimeout(300_000);

/** Bundled: starting it dozens of times from source would take long. */
function bundle(name: string): string {
  const program = join(__dirname, '../../.cache', `${name}.js`);
  buildSync({
    entryPoints: [join(__dirname, '__testUtils__/killableErasing.ts')],
    bundle: true,
    platform: 'node',
    outfile: program,
    external: ['knex', 'better-sqlite3', 'pg', 'express'],
  });
  return program;
}

/** @returns the signal that ended it */
async function run(program: string, order: KillOrder): Promise<string | null> {
  const child = fork(program, {
    env: { ...process.env, KILL_ORDER: JSON.stringify(order) },
  });
  const [code, signal] = await once(child, 'exit');
  expect([code, signal]).toContainEqual(signal === null ? 0 : 'SIGKILL');
  return signal;
}

/** All facts, and what is computed of them, as text that can be compared. */
async function dumps(knex: Knex): Promise<string[]> {
  const graph = `${await dumpGraph(knex)}\n${await dumpAttribution(knex)}`;
  return graph.split('\n').sort();
}

async function factsOf(knex: Knex, pseudonym: string): Promise<string[]> {
  const rows = await knex('facts').select('subject', 'at', 'attributes');
  return rows
    .map(row => JSON.stringify(row).replaceAll(pseudonym, 'erased'))
    .sort();
}

async function factsWithoutKilling(): Promise<string[]> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  try {
    await migrate(knex);
    await tellStory(knex);
    const { pseudonym } = await ask(knex);
    const worker = new ErasureWorker(knex);
    while ((await worker.workOnce()) > 0);
    return await factsOf(knex, pseudonym);
  } finally {
    await knex.destroy();
  }
}

/**
 * Kills it ever later, until it comes to an end.
 *
 * @returns how often it was killed
 */
async function killAgainAndAgain(
  knex: Knex,
  database: Knex.Config,
): Promise<number> {
  const program = bundle(`erasing-${process.pid}`);
  await tellStory(knex);
  const { id, pseudonym } = await ask(knex);
  let killed = 0;
  for (let killAt = 3; ; killAt += 7) {
    if ((await run(program, { database, killAt })) === null) break;
    killed += 1;
  }
  expect(await readErasure(knex, id)).toMatchObject({
    state: 'done',
    report: { facts: 32, bodies: 2, repositories: 1 },
  });
  expect(await tracesIn(knex)).toEqual([]);
  expect(await factsOf(knex, pseudonym)).toEqual(await factsWithoutKilling());
  // Nothing is left of what was computed before, and nothing is missing.
  const left = await dumps(knex);
  await new Projector(knex).rebuild();
  await new Projector(knex).drain();
  expect(await dumps(knex)).toEqual(left);
  return killed;
}

describe('erasing that is killed again and again', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('goes on where it was (SQLITE_3)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-erasing-'));
    const database: Knex.Config = {
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'trace.sqlite') },
      useNullAsDefault: true,
    };
    const knex = knexFactory(database);
    try {
      await knex.raw('PRAGMA journal_mode = WAL');
      await migrate(knex);
      expect(await killAgainAndAgain(knex, database)).toBeGreaterThan(5);
    } finally {
      await knex.destroy();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.each(databases.eachSupportedId())(
    'goes on where it was (%s)',
    async id => {
      const knex = await databases.init(id);
      await migrate(knex);
      const { client, connection } = knex.client.config;
      // knex hides the password from whoever copies or prints the rest.
      const { password } = connection;
      const killed = await killAgainAndAgain(knex, {
        client,
        connection: { ...connection, password },
      });
      expect(killed).toBeGreaterThan(5);
    },
  );
});
