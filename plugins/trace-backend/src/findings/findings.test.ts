import { Fact, findingKey } from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { tell } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { entityConfig } from '../__testUtils__/nodes';
import { REPOSITORY } from '../__testUtils__/scenario';
import { minute } from '../__testUtils__/shop';
import { readChain } from '../database/graph/operations/chains';
import { applyCatalog } from '../service/applyCatalog';
import { finding, opened, pushed, scan } from './__testUtils__/scans';

const CART = entityConfig('cart', {
  repository: REPOSITORY,
  paths: ['services/cart/**'],
});
const DOCS = entityConfig('docs', {
  repository: REPOSITORY,
  paths: ['docs/**'],
});

/** Each finding of an entity, its state, and when it came and went. */
async function states(knex: Knex, entityRef = CART.ref) {
  const rows = await knex('findings')
    .where({ entity_ref: entityRef })
    .orderBy('key');
  const clock = (time: string | null) => (time ? time.slice(14, 16) : '');
  return rows.map(({ key, state, opened_at: came, closed_at: went }) =>
    [key.split('/').pop(), state, clock(came), clock(went)].join(' ').trim(),
  );
}

const securityOfRequest = async (knex: Knex) =>
  (await readChain(knex, CART.ref, `change:${REPOSITORY}#7`))!.security;

describe('findings of scans', () => {
  eachDatabase('are open while the newest scan has them', async knex => {
    await applyCatalog(knex, [CART, DOCS]);
    await tell(knex, [
      [
        pushed('m1', 1),
        scan('m1', 2, ['a', 'b:7']),
        finding('a'),
        finding('b'),
      ],
    ]);
    expect(await states(knex)).toEqual(['a open 02', 'b open 02']);
    await tell(knex, [[pushed('m2', 3), scan('m2', 4, ['b:9'])]]);
    expect(await states(knex)).toEqual(['a closed 02 04', 'b open 02']);
    const [{ finding: b }] = await knex('findings').where({ state: 'open' });
    expect(JSON.parse(b).line).toBe(9);
    await tell(knex, [[pushed('m3', 5), scan('m3', 6, ['a', 'b'])]]);
    expect(await states(knex)).toEqual(['a open 02', 'b open 02']);
    expect(await states(knex, DOCS.ref)).toEqual([]);
  });

  eachDatabase(
    'of other branches are no findings of the entity',
    async knex => {
      await applyCatalog(knex, [CART]);
      const onBranch = [scan('h1', 3, ['a', 'b']), finding('a'), finding('b')];
      await tell(knex, [
        [pushed('m1', 1), scan('m1', 2, ['a'])],
        [pushed('h1', 2, 'steps'), opened(7, 'h1'), ...onBranch],
      ]);
      expect(await states(knex)).toEqual(['a open 02', 'b branch 03']);
      expect(await securityOfRequest(knex)).toMatchObject({
        open: 1,
        highest: 'high',
        blocking: true,
      });
      // What the default branch has is not new.
      await tell(knex, [[scan('m1', 4, ['a', 'b'], { defaultBranch: true })]]);
      expect(await securityOfRequest(knex)).toMatchObject({ open: 0 });
      // What it had and has no more would come back.
      await tell(knex, [[scan('m2', 5, ['a'], { defaultBranch: true })]]);
      expect(await securityOfRequest(knex)).toMatchObject({ open: 1 });
    },
  );

  eachDatabase('hold nothing up while people live with them', async knex => {
    await applyCatalog(knex, [CART]);
    const except = (until: string) => ({
      subject: findingKey(REPOSITORY, 'b'),
      at: minute(9),
      attributes: {
        exception: {
          acceptedBy: 'user:default/ada',
          reason: 'Not reachable',
          until,
          at: minute(9),
        },
      },
    });
    const facts: Fact[] = [
      pushed('h1', 2, 'steps'),
      opened(7, 'h1'),
      scan('h1', 3, ['b']),
      finding('b'),
    ];
    await tell(knex, [[...facts, except('2999-01-01T00:00:00.000Z')]]);
    expect(await securityOfRequest(knex)).toMatchObject({
      open: 0,
      excepted: 1,
      blocking: false,
    });
    await tell(knex, [
      [{ ...except('2020-01-01T00:00:00.000Z'), at: minute(10) }],
    ]);
    expect(await securityOfRequest(knex)).toMatchObject({ open: 1 });
  });

  eachDatabase('are the same in whatever order they are told', async knex => {
    await applyCatalog(knex, [CART, DOCS]);
    const all = [
      finding('a'),
      finding('b'),
      finding('c', { path: 'docs/index.md', severity: 'low' }),
      pushed('m1', 1),
      scan('m1', 2, ['a', 'c']),
      pushed('m2', 3),
      scan('m2', 4, ['b:3', 'c']),
      pushed('h1', 2, 'steps'),
      scan('h1', 5, ['a', 'b', 'c']),
      opened(7, 'h1'),
    ];
    const dump = async () => [
      await dumpGraph(knex),
      await dumpAttribution(knex),
    ];
    await tell(knex, [all]);
    const told = await dump();
    expect(await states(knex)).toEqual(['a closed 02 04', 'b open 04']);
    expect(await states(knex, DOCS.ref)).toEqual(['c open 02']);
    const [shuffled] = fc.sample(
      fc.shuffledSubarray(all, { minLength: all.length }),
      { numRuns: 1, seed: 3 },
    );
    for (const table of [
      'facts',
      'nodes',
      'edges',
      'landings',
      'scans',
      'finding_sightings',
      'findings',
      'chains',
      'node_entities',
    ]) {
      await knex(table).delete();
    }
    await tell(
      knex,
      shuffled.map(one => [one]),
    );
    expect(await dump()).toEqual(told);
  });
});
