import { isPostgres } from '@throughline/backend-kit';
import fc from 'fast-check';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { setUpInbox, signedRequest } from '../__testUtils__/inbox';
import { ENTITIES, OTHER_ENTITIES, scenario } from '../__testUtils__/scenario';
import { applyCatalog } from './applyCatalog';
import { Projector } from './Projector';

/** What a rebuild makes anew. */
const DERIVED = [
  'nodes',
  'edges',
  'commit_parents',
  'landings',
  'node_entities',
  'rollouts',
  'rollout_missing',
  'rollout_terms',
  'artifact_digests',
  'rollout_failures',
  'rollout_commits',
  'chains',
  'flow_changes',
  'flow_paths',
  'unowned_changes',
];

async function clear(knex: Knex): Promise<void> {
  const told = ['deliveries', 'source_counters', 'facts', 'work', 'entities'];
  for (const table of [...told, ...DERIVED]) await knex(table).delete();
}

/** The scenario as signed deliveries, each with an id of its own. */
const DELIVERIES = scenario().map((facts, index) => ({
  id: `d${index}`,
  facts,
}));

/** The way a delivery takes: through the door, the inbox and the projector. */
function setUp(knex: Knex) {
  const inbox = setUpInbox(knex);
  const projector = new Projector(knex);
  return {
    inbox,
    projector,
    deliver: (delivery: (typeof DELIVERIES)[number]) =>
      inbox.inbox.accept('test', signedRequest(delivery)),
    work: async () => {
      await inbox.processor.processOnce();
      await projector.projectOnce();
    },
    drain: async () => {
      while ((await inbox.processor.processOnce()) > 0);
      await projector.drain();
    },
  };
}

async function snapshot(knex: Knex) {
  return {
    graph: await dumpGraph(knex),
    attribution: await dumpAttribution(knex),
  };
}

async function undisturbed(knex: Knex) {
  await clear(knex);
  const { deliver, drain } = setUp(knex);
  await applyCatalog(knex, ENTITIES);
  for (const delivery of DELIVERIES) await deliver(delivery);
  await drain();
  return snapshot(knex);
}

/**
 * Deliveries in any order, some sent again under the same id and some under
 * another one, as when two webhooks report the same thing.
 */
const anyOrder = fc
  .tuple(
    fc.shuffledSubarray(DELIVERIES, { minLength: DELIVERIES.length }),
    fc.subarray(DELIVERIES),
    fc.subarray(DELIVERIES),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    fc.nat({ max: DELIVERIES.length - 1 }),
  )
  .map(([order, again, anew, workAt, catalogAt]) => ({
    deliveries: [
      ...order,
      ...again,
      ...anew.map(({ id, facts }) => ({ id: `${id}-anew`, facts })),
    ],
    workAt,
    catalogAt,
  }));

/** One at a time, each worked off before the next: forwards and backwards. */
const steadily = [DELIVERIES, [...DELIVERIES].reverse()].map(deliveries => ({
  deliveries,
  workAt: [true],
  catalogAt: 0,
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
          async ({ deliveries, workAt, catalogAt }) => {
            await clear(knex);
            const { deliver, work, drain } = setUp(knex);
            for (const [index, delivery] of deliveries.entries()) {
              if (index === catalogAt) await applyCatalog(knex, ENTITIES);
              await deliver(delivery);
              if (workAt[index % workAt.length]) await work();
            }
            await drain();
            expect(await snapshot(knex)).toEqual(expected);
          },
        ),
        { numRuns: 10, examples: steadily.map(example => [example]) },
      );
    },
  );

  eachDatabase(
    'makes the same graph when rebuilt from facts, with raw payloads expired',
    async knex => {
      const expected = await undisturbed(knex);
      const { drain, projector } = setUp(knex);
      const { expiry } = setUpInbox(knex);
      await expiry.expire(new Date(Date.now() + 365 * 86_400_000));
      expect(await knex('deliveries').whereNotNull('body')).toEqual([]);
      for (const table of DERIVED) await knex(table).delete();

      await projector.rebuild();
      await drain();
      expect(await snapshot(knex)).toEqual(expected);
    },
  );

  eachDatabase(
    'writes nothing when it is rebuilt and was right already',
    async knex => {
      const expected = await undisturbed(knex);
      // Where PostgreSQL keeps each row, and which transaction wrote it.
      const columns = isPostgres(knex) ? [knex.raw('xmin::text'), 'ctid'] : [];
      const written = () =>
        Promise.all(
          DERIVED.map(async table => [
            table,
            await knex(table).select(columns),
          ]),
        );
      const before = await written();
      const { drain, projector } = setUp(knex);
      await projector.rebuild();
      expect(await knex('work').where({ queue: 'subject' })).not.toEqual([]);
      await drain();
      expect(await written()).toEqual(before);
      expect(await snapshot(knex)).toEqual(expected);
    },
  );

  eachDatabase('leaves everything as it is when nothing is new', async knex => {
    const expected = await undisturbed(knex);
    const { deliver, inbox, projector } = setUp(knex);
    for (const { id, facts } of DELIVERIES) {
      await deliver({ id: `${id}-anew`, facts });
    }
    while ((await inbox.processor.processOnce()) > 0);
    expect(await projector.projectOnce()).toBe(0);
    expect(await snapshot(knex)).toEqual(expected);
  });

  eachDatabase(
    'changes attribution and nothing else when annotations change',
    async knex => {
      const before = await undisturbed(knex);
      const { drain } = setUp(knex);
      await applyCatalog(knex, OTHER_ENTITIES);
      await drain();
      const edited = await snapshot(knex);
      expect(edited.graph).toEqual(before.graph);
      expect(edited.attribution).not.toEqual(before.attribution);

      await applyCatalog(knex, ENTITIES);
      await drain();
      expect(await snapshot(knex)).toEqual(before);
    },
  );
});
