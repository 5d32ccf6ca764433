import {
  bundleKillable,
  DatabaseConfig,
  KillOrder,
  startKillable,
} from '@throughline/test-kit';
import { once } from 'node:events';
import knexFactory, { Knex } from 'knex';
import { eachSharedDatabase, migrate } from '../__testUtils__/databases';
import { Projector } from '../service/Projector';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { ask, tellStory, tracesIn } from './__testUtils__/story';
import { ErasureWorker } from './ErasureWorker';
import { readErasure } from './operations/erasures';

jest.setTimeout(300_000);

/** @returns the signal that ended it */
async function run(program: string, order: KillOrder): Promise<string | null> {
  const [code, signal] = await once(startKillable(program, order), 'exit');
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
  database: DatabaseConfig,
): Promise<number> {
  const program = bundleKillable({
    packageName: '@throughline/plugin-trace-backend',
    source: 'src/erasure/__testUtils__/killableErasing.ts',
    name: `erasing-${database.client}`,
  });
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
  eachSharedDatabase('goes on where it was', async (knex, database) => {
    expect(await killAgainAndAgain(knex, database)).toBeGreaterThan(5);
  });
});
