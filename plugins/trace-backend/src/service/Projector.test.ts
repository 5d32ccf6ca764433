import fc from 'fast-check';
import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { ENTITIES, OTHER_ENTITIES, scenario } from '../__testUtils__/scenario';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { applyCatalog } from './applyCatalog';
import { Projector } from './Projector';

async function clear(knex: Knex): Promise<void> {
  for (const table of [
    'facts',
    'work',
    'nodes',
    'edges',
    'commit_parents',
    'landings',
    'entities',
    'node_entities',
    'rollouts',
    'rollout_missing',
    'rollout_commits',
    'chains',
  ]) {
    await knex(table).delete();
  }
}

const append = (knex: Knex, facts: Fact[]) =>
  knex.transaction(tx => appendFacts(tx, facts));

async function snapshot(knex: Knex) {
  return {
    graph: await dumpGraph(knex),
    attribution: await dumpAttribution(knex),
  };
}

async function undisturbed(knex: Knex) {
  await clear(knex);
  const projector = new Projector(knex);
  await applyCatalog(knex, ENTITIES);
  for (const facts of scenario()) await append(knex, facts);
  await projector.drain();
  return snapshot(knex);
}

/** Deliveries in any order, some of them several times. */
const anyOrder = fc
  .tuple(
    fc.shuffledSubarray(scenario(), { minLength: scenario().length }),
    fc.subarray(scenario()),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    fc.nat(),
  )
  .map(([order, again, projectAt, catalogAt]) => ({
    deliveries: [...order, ...again],
    projectAt,
    catalogAt: catalogAt % order.length,
  }));

describe('Projector', () => {
  eachDatabase(
    'makes the same graph of any order and any duplication',
    async knex => {
      const expected = await undisturbed(knex);
      expect(expected.graph.split('\n').length).toBeGreaterThan(60);
      await fc.assert(
        fc.asyncProperty(
          anyOrder,
          async ({ deliveries, projectAt, catalogAt }) => {
            await clear(knex);
            const projector = new Projector(knex);
            for (const [index, facts] of deliveries.entries()) {
              if (index === catalogAt) await applyCatalog(knex, ENTITIES);
              await append(knex, facts);
              if (projectAt[index % projectAt.length]) {
                await projector.projectOnce();
              }
            }
            await projector.drain();
            expect(await snapshot(knex)).toEqual(expected);
          },
        ),
        { numRuns: 12 },
      );
    },
  );

  eachDatabase('makes the same graph when rebuilt from facts', async knex => {
    const expected = await undisturbed(knex);
    for (const table of [
      'nodes',
      'edges',
      'chains',
      'rollouts',
      'rollout_commits',
    ]) {
      await knex(table).delete();
    }
    const projector = new Projector(knex);
    await projector.rebuild();
    await projector.drain();
    expect(await snapshot(knex)).toEqual(expected);
  });

  eachDatabase('leaves everything as it is when nothing is new', async knex => {
    const expected = await undisturbed(knex);
    for (const facts of scenario()) await append(knex, facts);
    expect(await new Projector(knex).projectOnce()).toBe(0);
    expect(await snapshot(knex)).toEqual(expected);
  });

  eachDatabase(
    'changes attribution and nothing else when annotations change',
    async knex => {
      const before = await undisturbed(knex);
      const projector = new Projector(knex);
      await applyCatalog(knex, OTHER_ENTITIES);
      await projector.drain();
      const edited = await snapshot(knex);
      expect(edited.graph).toEqual(before.graph);
      expect(edited.attribution).not.toEqual(before.attribution);

      await applyCatalog(knex, ENTITIES);
      await projector.drain();
      expect(await snapshot(knex)).toEqual(before);
    },
  );
});
