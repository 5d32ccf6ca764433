import {
  bundleKillable,
  DatabaseConfig,
  KillOrder,
  startKillable,
} from '@throughline/test-kit';
import { Knex } from 'knex';
import { once } from 'node:events';
import { AT_FIRST, KillReport, LATER, readModelOf } from './killableReadModel';
import { bodies } from './pulling';

const TABLES = ['sections', 'revisions', 'due', 'entities', 'plugins'];

/** One life of the process: what it got done. */
async function live(program: string, order: KillOrder) {
  const child = startKillable(program, order);
  const life: { marked: boolean; statements?: number } = { marked: false };
  child.on('message', (report: KillReport) => {
    if (report === 'marked') life.marked = true;
    else life.statements = report.statements;
  });
  await once(child, 'close');
  return life;
}

async function begin(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
  await knex('head').update({ revision: 0 });
}

/** Whether what was written by the time of the death is whole. */
async function expectWhole(knex: Knex): Promise<void> {
  const sections = await knex('sections')
    .orderBy('revision')
    .select('entity_ref', 'revision', 'body');
  const numbers: Array<number | string> = await knex('revisions')
    .orderBy('revision')
    .pluck('revision');
  const head = await knex('head').first('revision');
  // No number is missing, and every section is what its revision says.
  expect(numbers.map(Number)).toEqual(
    [...Array(Number(head.revision)).keys()].map(n => n + 1),
  );
  for (const { entity_ref, revision, body } of sections) {
    expect(await knex('revisions').where({ revision }).first()).toMatchObject({
      entity_ref,
      body,
    });
  }
  // A batch is there as a whole or not at all.
  const said = sections.flatMap(({ body }) =>
    body === null ? [] : [JSON.parse(body).headline],
  );
  expect(new Set(said).size).toBeLessThanOrEqual(1);
  expect([0, AT_FIRST.length, LATER.length]).toContain(said.length);
}

/** What the next process does: no sweep, so nothing hides a lost mark. */
async function goOn(knex: Knex, marked: boolean): Promise<void> {
  // The lease of the dead runs out.
  const clock = () => Date.now() + 3_600_000;
  const { state, due, sweep, watch, drain } = readModelOf(knex, clock);
  state.headline = 'two';
  await sweep.registerPlugins();
  // The sender was told nothing, so it tries again.
  if (!marked) {
    await watch.lookOnce();
    await due.mark(
      'trace',
      AT_FIRST.map(name => `component:default/${name}`),
    );
  }
  await drain();
  state.names = LATER;
  await watch.lookOnce();
  await drain();
}

/** What readers find, and what is left to do. */
async function outcome(knex: Knex) {
  return {
    bodies: await bodies(knex),
    due: await knex('due').pluck('entity_ref'),
    entities: await knex('entities').orderBy('entity_ref').pluck('entity_ref'),
  };
}

/**
 * Kills a process at its n-th statement, goes on with the same database, and
 * compares with what an undisturbed process leaves. The two databases share the
 * statements, every other one each; with `KILL_AT_EVERY_STATEMENT` each takes
 * all.
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
    packageName: '@throughline/plugin-context-backend',
    source: 'src/__testUtils__/killableReadModel.ts',
    name: `killable-${database.client}`,
  });
  await begin(knex);
  const { statements = 0 } = await live(program, { database });
  await expectWhole(knex);
  const expected = await outcome(knex);
  expect(Object.values(expected.bodies)).toMatchObject([
    { headline: 'two' },
    { headline: 'two' },
  ]);
  expect(expected.due).toEqual([]);

  const first = database.client === 'pg' ? 1 : 2;
  const every = process.env.KILL_AT_EVERY_STATEMENT ? 1 : 2;
  for (let n = every === 1 ? 1 : first; n <= statements; n += every) {
    await begin(knex);
    const life = await live(program, { database, killAt: n });
    // It really died, or the test would show nothing.
    expect(life.statements).toBeUndefined();
    await expectWhole(knex);
    await goOn(knex, life.marked);
    await expectWhole(knex);
    expect({ n, ...(await outcome(knex)) }).toEqual({ n, ...expected });
  }
  return statements;
}
