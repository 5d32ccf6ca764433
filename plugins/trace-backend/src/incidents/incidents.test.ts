import { JsonObject } from '@backstage/types';
import {
  commitKey,
  deploymentKey,
  directChangeKey,
  Fact,
  incidentKey,
} from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { tell } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { at, entityConfig, SHOP } from '../__testUtils__/nodes';
import { readChain } from '../database/graph/operations/chains';
import { applyCatalog } from '../service/applyCatalog';

const CART = entityConfig('cart', { incidentServices: ['pagerduty:pabc'] });
const INCIDENT = incidentKey('pagerduty', 'Q1');

const fact = (subject: string, clock: string, attributes: object): Fact => ({
  subject,
  at: at(clock),
  attributes: attributes as JsonObject,
});

const commit = (sha: string, ...parents: string[]) =>
  fact(commitKey(SHOP, sha), '08:00', {
    sha,
    subject: `Commit ${sha}`,
    author: { name: 'Ada', type: 'unknown' },
    committedAt: at('08:00'),
    parents,
    onDefaultBranch: true,
  });

const deployed = (id: number, clock: string, sha: string) =>
  fact(deploymentKey(SHOP, id), clock, {
    sha,
    environment: 'production',
    production: true,
    createdAt: at(clock),
    'status:1': { state: 'success', at: at(clock) },
  });

const paged = (more: object = {}) =>
  fact(INCIDENT, '11:30', {
    key: '#1',
    title: 'Carts are empty',
    state: 'open',
    services: ['pagerduty:PABC'],
    createdAt: at('11:30'),
    ...more,
  });

const decided = (verdict: string, id: number) =>
  fact(INCIDENT, '13:00', {
    [`decided:causedBy:${deploymentKey(SHOP, id)}`]: {
      verdict,
      by: 'user:default/ada',
      reason: 'I looked',
      at: at('13:00'),
    },
  });

/** Deployed at eleven, an incident at half past, rolled back at ten to twelve. */
const STORY = [
  commit('c1'),
  commit('c2', 'c1'),
  deployed(1, '09:00', 'c1'),
  deployed(2, '11:20', 'c2'),
  paged(),
];
const ROLLED_BACK = deployed(3, '11:50', 'c1');

/** The incidents of the change that was deployed. */
async function incidentsOf(knex: Knex, sha = 'c2') {
  const chain = await readChain(knex, CART.ref, directChangeKey(SHOP, sha));
  return chain!.incidents.map(({ key, certainty }) => `${key} ${certainty}`);
}

describe('an incident of a system for incidents', () => {
  eachDatabase('is guessed at, and counts once it is likely', async knex => {
    await applyCatalog(knex, [CART]);
    await tell(knex, [STORY]);
    expect(await incidentsOf(knex)).toEqual([]);
    const guesses = await knex('edges')
      .where({ type: 'maybeCausedBy' })
      .orderBy('confidence', 'desc');
    expect(guesses).toMatchObject([
      { to_key: deploymentKey(SHOP, 2), rule: 'deployed-before' },
      { to_key: deploymentKey(SHOP, 1), rule: 'deployed-before' },
    ]);
    await tell(knex, [[ROLLED_BACK]]);
    expect(await incidentsOf(knex)).toEqual(['#1 likely']);
    expect(await incidentsOf(knex, 'c1')).toEqual([]);
  });

  eachDatabase('is what people say of it', async knex => {
    await applyCatalog(knex, [CART]);
    await tell(knex, [[...STORY, ROLLED_BACK], [decided('unlinked', 2)]]);
    expect(await incidentsOf(knex)).toEqual([]);
    await tell(knex, [[{ ...decided('linked', 2), at: at('14:00') }]]);
    expect(await incidentsOf(knex)).toEqual(['#1 confirmed']);
  });

  eachDatabase(
    'is what it says itself, unless a person objects',
    async knex => {
      await applyCatalog(knex, [CART]);
      const says = paged({ causedBy: [deploymentKey(SHOP, 2)] });
      await tell(knex, [[...STORY.slice(0, -1), says]]);
      expect(await incidentsOf(knex)).toEqual(['#1 said']);
      await tell(knex, [[decided('unlinked', 2)]]);
      expect(await incidentsOf(knex)).toEqual([]);
    },
  );

  eachDatabase('follows the catalog', async knex => {
    await applyCatalog(knex, [entityConfig('cart')]);
    await tell(knex, [[...STORY, ROLLED_BACK]]);
    expect(await incidentsOf(knex)).toEqual([]);
    await applyCatalog(knex, [CART]);
    await tell(knex, []);
    expect(await incidentsOf(knex)).toEqual(['#1 likely']);
    await applyCatalog(knex, [entityConfig('cart')]);
    await tell(knex, []);
    expect(await incidentsOf(knex)).toEqual([]);
    expect(await knex('incidents')).toEqual([]);
  });

  eachDatabase('is the same in whatever order it is told', async knex => {
    await applyCatalog(knex, [CART]);
    const all = [...STORY, ROLLED_BACK, decided('unlinked', 1)];
    const order = fc.sample(
      fc.shuffledSubarray(all, { minLength: all.length }),
      {
        numRuns: 1,
        seed: 7,
      },
    )[0];
    await tell(
      knex,
      order.map(one => [one]),
    );
    const told = [await dumpGraph(knex), await dumpAttribution(knex)];
    for (const table of [
      'edges',
      'nodes',
      'incidents',
      'chains',
      'rollouts',
      'rollout_commits',
    ]) {
      await knex(table).delete();
    }
    await knex('work').insert(
      [...new Set(all.map(({ subject }) => subject))].map(key => ({
        queue: 'subject',
        key,
        enqueued_at: 1,
      })),
    );
    await tell(knex, []);
    expect([await dumpGraph(knex), await dumpAttribution(knex)]).toEqual(told);
    expect(await incidentsOf(knex)).toEqual(['#1 likely']);
  });
});
