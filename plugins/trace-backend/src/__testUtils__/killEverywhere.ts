import { Fact } from '@throughline/plugin-trace-common';
import {
  bundleKillable,
  DatabaseConfig,
  startKillable,
} from '@throughline/test-kit';
import { once } from 'node:events';
import { Knex } from 'knex';
import { dumpAttribution, dumpGraph } from './dump';
import { sign } from './hmacConnector';
import { SECRET, setUpInbox, signedRequest } from './inbox';
import type { BackendKillOrder } from './killableBackend';
import { ENTITIES, scenario } from './scenario';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';

const TABLES = [
  'deliveries',
  'source_counters',
  'facts',
  'work',
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'node_entities',
  'rollouts',
  'rollout_missing',
  'rollout_commits',
  'chains',
];

/** A short way from push to production, in two halves with work in between. */
function halves(): Fact[][][] {
  const all = scenario();
  return [all.slice(2, 4), [...all.slice(6, 9), all[11]]];
}

interface Answer {
  status?: number;
}

async function post(url: string, body: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'x-signature': sign(body, SECRET) },
    });
    await response.text();
    return { status: response.status };
  } catch {
    // The process died before it answered.
    return {};
  }
}

/** One life of the process: which deliveries it acknowledged, and its end. */
async function live(
  program: string,
  order: BackendKillOrder,
  deliveries: Array<{ id: string; half: number; body: string }>,
): Promise<{
  acknowledged: Set<string>;
  finished: boolean;
  statements: number;
}> {
  const child = startKillable(program, order);
  const exit = once(child, 'exit');
  const acknowledged = new Set<string>();
  let statements = 0;
  let finished = false;
  const [{ port }] = await once(child, 'message');
  const base = `http://127.0.0.1:${port}`;
  const drain = async () => {
    const response = await fetch(`${base}/drain`, { method: 'POST' });
    ({ statements } = await response.json());
  };
  try {
    for (const half of [0, 1]) {
      for (const delivery of deliveries.filter(one => one.half === half)) {
        const { status } = await post(`${base}/ingest/test`, delivery.body);
        if (status === 202) acknowledged.add(delivery.id);
      }
      await drain();
    }
    finished = true;
  } catch {
    // Died while draining.
  }
  child.kill('SIGKILL');
  await exit;
  return { acknowledged, finished, statements };
}

const pause = () => new Promise(resolve => setTimeout(resolve, 20));

/** What the next process does: the sender tries again, the rest goes on. */
async function goOn(knex: Knex, bodies: string[]): Promise<void> {
  const inbox = setUpInbox(knex);
  for (const body of bodies) {
    await inbox.inbox.accept('test', signedRequest(JSON.parse(body)));
  }
  while ((await knex('deliveries').where({ status: 'received' })).length > 0) {
    // Until PostgreSQL notices the death, what was claimed is skipped.
    if ((await inbox.processor.processOnce()) === 0) await pause();
  }
  await new Projector(knex).drain();
  await inbox.stop();
}

function deliveriesOf() {
  return halves().flatMap((half, index) =>
    half.map((facts, place) => {
      const id = `${index}-${place}`;
      return { id, half: index, body: JSON.stringify({ id, facts }) };
    }),
  );
}

async function state(knex: Knex): Promise<string> {
  const deliveries: Array<{ delivery_id: string; status: string }> = await knex(
    'deliveries',
  )
    .select('delivery_id', 'status')
    .orderBy('delivery_id');
  const facts: Array<{ id: string }> = await knex('facts')
    .select('id')
    .orderBy('id');
  const work = await knex('work').select();
  return [
    ...deliveries.map(row => `${row.delivery_id} ${row.status}`),
    ...facts.map(({ id }) => id),
    `work ${work.length}`,
    await dumpGraph(knex),
    await dumpAttribution(knex),
  ].join('\n');
}

async function begin(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
  await knex('entities').delete();
  await applyCatalog(knex, ENTITIES);
}

/**
 * At which statements it is killed. The two databases share them, every fourth
 * one each, because all of them take minutes; with `KILL_AT_EVERY_STATEMENT`
 * each takes all.
 */
function moments(client: string, statements: number): number[] {
  const all = Array.from({ length: statements }, (_, index) => index + 1);
  if (process.env.KILL_AT_EVERY_STATEMENT) return all;
  const place = client === 'pg' ? 1 : 3;
  return all.filter(n => n % 4 === place);
}

/**
 * Kills a process at its n-th statement, goes on with the same
 * database, and compares with what an undisturbed process leaves.
 *
 * @param knex - a connection of the test's own to the database
 * @param database - how the process connects to it
 * @returns how many statements there were to be killed at
 */
export async function killEverywhere(
  knex: Knex,
  database: DatabaseConfig,
): Promise<number> {
  const program = bundleKillable({
    packageName: '@throughline/plugin-trace-backend',
    source: 'src/__testUtils__/killableBackend.ts',
    name: `killable-${database.client}`,
  });
  const deliveries = deliveriesOf();
  await begin(knex);
  const quiet = await live(program, { database, secret: SECRET }, deliveries);
  expect(quiet.finished).toBe(true);
  expect(quiet.acknowledged.size).toBe(deliveries.length);
  const expected = await state(knex);
  expect(expected).toContain('chains');

  const deaths = moments(database.client, quiet.statements);
  let killed = 0;
  for (const n of deaths) {
    await begin(knex);
    const dying = await live(
      program,
      { database, secret: SECRET, killAt: n },
      deliveries,
    );
    if (!dying.finished) killed += 1;
    const kept: string[] = await knex('deliveries').pluck('delivery_id');
    expect([...dying.acknowledged].filter(id => !kept.includes(id))).toEqual(
      [],
    );

    const lost = deliveries.filter(({ id }) => !dying.acknowledged.has(id));
    await goOn(
      knex,
      lost.map(({ body }) => body),
    );
    expect({ n, state: await state(knex) }).toEqual({ n, state: expected });
  }
  // It really died at each of them, or the test would show nothing.
  expect(killed).toBe(deaths.length);
  return quiet.statements;
}
