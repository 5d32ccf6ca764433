import {
  artifactKey,
  commitKey,
  deploymentKey,
  directChangeKey,
  Fact,
} from '@throughline/plugin-trace-common';
import { JsonObject } from '@backstage/types';
import fc from 'fast-check';
import { Knex } from 'knex';
import { eachDatabase } from '../../__testUtils__/databases';
import { dumpAttribution } from '../../__testUtils__/dump';
import { at, entityConfig, release, SHOP } from '../../__testUtils__/nodes';
import { appendFacts } from '../../database/graph/operations/appendFacts';
import { readChain } from '../../database/graph/operations/chains';
import { applyCatalog } from '../applyCatalog';
import { Projector } from '../Projector';

const CART = entityConfig('cart');

const fact = (subject: string, clock: string, attributes: object): Fact => ({
  subject,
  at: at(clock),
  attributes: attributes as JsonObject,
});

/** A commit on the default branch, as a clone knows it. */
const commit = (sha: string, ...parents: string[]): Fact[] => [
  fact(commitKey(SHOP, sha), '08:00', {
    sha,
    subject: `Commit ${sha}`,
    author: { name: 'Ada', type: 'unknown' },
    committedAt: at('08:00'),
    parents,
    onDefaultBranch: true,
  }),
];

const deployed = (
  id: number,
  clock: string,
  sha: string,
  environment = 'production',
): Fact[] => [
  fact(deploymentKey(SHOP, id), clock, {
    sha,
    environment,
    production: true,
    createdAt: at(clock),
    'status:1': { state: 'success', at: at(clock) },
  }),
];

const HISTORY = [commit('c1'), commit('c2', 'c1'), commit('c3', 'c2')];

async function project(knex: Knex, deliveries: Fact[][]): Promise<void> {
  const projector = new Projector(knex);
  await applyCatalog(knex, [CART]);
  for (const facts of deliveries) {
    await knex.transaction(tx => appendFacts(tx, facts));
  }
  await projector.drain();
}

/** State of each commit's change, by environment. */
async function states(knex: Knex, ...shas: string[]) {
  const found: Record<string, Record<string, string>> = {};
  for (const sha of shas) {
    const id = directChangeKey(SHOP, sha);
    const chain = await readChain(knex, CART.ref, id);
    found[sha] = Object.fromEntries(
      chain!.environments.map(({ environment, state, incomplete }) => [
        environment,
        incomplete ? `${state}, incomplete` : state,
      ]),
    );
  }
  return found;
}

const production = (state: string) => ({ production: state });

describe('deployments in order', () => {
  eachDatabase('go forward, back, and forward again', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c1'),
      deployed(2, '10:00', 'c3'),
    ]);
    expect(await states(knex, 'c1', 'c2', 'c3')).toEqual({
      c1: production('baseline'),
      c2: production('live'),
      c3: production('live'),
    });
    await project(knex, [deployed(3, '11:00', 'c2')]);
    expect(await states(knex, 'c1', 'c2', 'c3')).toEqual({
      c1: production('baseline'),
      c2: production('live'),
      c3: production('rolled-back'),
    });
    await project(knex, [deployed(4, '12:00', 'c3')]);
    expect(await states(knex, 'c3')).toEqual({ c3: production('live') });
    await project(knex, [deployed(5, '13:00', 'c3')]);
    const outcomes = await knex('rollouts').orderBy('at').pluck('outcome');
    expect(outcomes).toEqual([
      'baseline',
      'forward',
      'rollback',
      'forward',
      'redeploy',
    ]);
  });

  eachDatabase('begin anew when what they followed is gone', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c1'),
      deployed(2, '10:00', 'c3'),
    ]);
    const second = () =>
      knex('rollouts')
        .where({ key: deploymentKey(SHOP, 2) })
        .first('outcome', 'previous');
    expect(await second()).toEqual({
      outcome: 'forward',
      previous: deploymentKey(SHOP, 1),
    });
    await project(knex, [
      [fact(deploymentKey(SHOP, 1), '11:00', { environment: 'staging' })],
    ]);
    expect(await second()).toEqual({ outcome: 'baseline', previous: null });
    expect(await states(knex, 'c3')).toEqual({
      c3: { production: 'baseline', staging: 'waiting' },
    });
  });

  eachDatabase('count when they arrive late', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c1'),
      deployed(3, '11:00', 'c3'),
    ]);
    const chain = () => readChain(knex, CART.ref, directChangeKey(SHOP, 'c2'));
    expect((await chain())?.environments[0].since).toBe(at('11:00'));
    await project(knex, [deployed(2, '10:00', 'c2')]);
    expect((await chain())?.environments[0].since).toBe(at('10:00'));
  });
});

describe('a deployment of a commit that is not known', () => {
  eachDatabase('takes nothing out, and is looked past', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c2'),
      deployed(2, '10:00', 'unknown'),
    ]);
    expect(await states(knex, 'c1', 'c2')).toEqual({
      c1: production('baseline'),
      c2: production('baseline'),
    });
    await project(knex, [deployed(3, '11:00', 'c3')]);
    expect(await states(knex, 'c1', 'c2', 'c3')).toEqual({
      c1: production('baseline'),
      c2: production('baseline'),
      c3: production('live, incomplete'),
    });
  });

  eachDatabase('counts as soon as the commit is known', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c2'),
      deployed(2, '10:00', 'late'),
      deployed(3, '11:00', 'c3'),
      commit('late', 'c1'),
    ]);
    expect(await states(knex, 'late', 'c2', 'c3')).toEqual({
      late: production('rolled-back'),
      c2: production('live'),
      c3: production('live'),
    });
    expect(await knex('rollout_missing').select()).toEqual([]);
  });

  eachDatabase('is looked past also by what arrives late', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c1'),
      deployed(3, '10:00', 'unknown'),
      deployed(4, '11:00', 'c3'),
    ]);
    const chain = () => readChain(knex, CART.ref, directChangeKey(SHOP, 'c2'));
    expect((await chain())?.environments[0].since).toBe(at('11:00'));
    await project(knex, [deployed(2, '09:30', 'c2')]);
    expect((await chain())?.environments[0].since).toBe(at('09:30'));
  });

  eachDatabase('gives the same, in whatever order it is told', async knex => {
    const deliveries = [
      ...HISTORY,
      deployed(1, '09:00', 'c2'),
      deployed(2, '10:00', 'late'),
      deployed(3, '10:30', 'never'),
      deployed(4, '11:00', 'c3'),
      commit('late', 'c1'),
      deployed(5, '12:00', 'c1'),
    ];
    const clear = async () => {
      for (const table of [
        ...['facts', 'work', 'nodes', 'edges', 'commit_parents', 'landings'],
        ...['entities', 'node_entities', 'rollouts', 'rollout_commits'],
        ...['rollout_missing', 'rollout_terms', 'chains'],
      ]) {
        await knex(table).delete();
      }
    };
    await project(knex, deliveries);
    const expected = await dumpAttribution(knex);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
        fc.nat(deliveries.length),
        async (order, split) => {
          await clear();
          await project(knex, order.slice(0, split));
          await project(knex, order.slice(split));
          expect(await dumpAttribution(knex)).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  });
});

/** A push of commits to the default branch, oldest first. */
const push = (clock: string, before: string, ...shas: string[]): Fact[] => {
  const after = shas[shas.length - 1];
  return shas.map((sha, index) =>
    fact(commitKey(SHOP, sha), clock, {
      sha,
      subject: `Commit ${sha}`,
      author: { name: 'Ada', type: 'unknown' },
      committedAt: at(clock),
      [`push:${after}:main`]: {
        ...{ branch: 'main', defaultBranch: true, before, after, index },
        previous: index === 0 ? before : shas[index - 1],
        at: at(clock),
      },
    }),
  );
};

describe('what only the order of a push tells', () => {
  const estimated = (knex: Knex) =>
    knex('rollouts').where({ estimated: true }).pluck('sha');

  eachDatabase('is estimated, until a clone tells', async knex => {
    await project(knex, [
      push('07:00', '0000', 'p1'),
      push('08:00', 'p1', 'p2', 'p3', 'p4'),
      deployed(1, '09:00', 'p1'),
      deployed(2, '10:00', 'p4'),
    ]);
    // Whatever is between the ends of two pushes came with the second.
    expect(await estimated(knex)).toEqual([]);
    await project(knex, [deployed(3, '11:00', 'p3')]);
    expect(await estimated(knex)).toEqual(['p3']);
    const id = directChangeKey(SHOP, 'p4');
    const chain = await readChain(knex, CART.ref, id);
    expect(chain?.environments).toMatchObject([
      { state: 'rolled-back', estimated: true },
    ]);
    await project(knex, [
      [
        fact(commitKey(SHOP, 'p3'), '12:00', {
          parents: ['p2'],
          onDefaultBranch: true,
        }),
      ],
    ]);
    expect(await estimated(knex)).toEqual([]);
    const sure = await readChain(knex, CART.ref, id);
    expect(sure?.environments[0]).not.toHaveProperty('estimated');
  });

  eachDatabase('goes on when a branch is pushed to and fro', async knex => {
    await project(knex, [
      push('07:00', '0000', 'p1'),
      push('08:00', 'p1', 'p2'),
      push('08:10', 'p2', 'p1'),
      push('08:20', 'p1', 'p3'),
      deployed(1, '09:00', 'p1'),
      deployed(2, '10:00', 'p2'),
      deployed(3, '11:00', 'p3'),
      // Named by nobody else, and of a branch that is gone.
      deployed(4, '12:00', 'gone'),
      deployed(5, '13:00', 'p1'),
    ]);
    expect(await knex('rollouts').orderBy('at').pluck('key')).toHaveLength(5);
    expect(await knex('work').select()).toEqual([]);
    const outcomes = await knex('rollouts').orderBy('at').pluck('outcome');
    expect(outcomes).toEqual([
      'baseline',
      'forward',
      'diverged',
      'redeploy',
      'rollback',
    ]);
  });
});

describe('an environment', () => {
  eachDatabase('called release is not one of releases', async knex => {
    await project(knex, [
      ...HISTORY,
      deployed(1, '09:00', 'c1', 'release'),
      [fact(artifactKey(SHOP, 'v1'), '09:30', release('v1', { sha: 'c3' }))],
      deployed(2, '10:00', 'c2', 'release'),
    ]);
    expect(await states(knex, 'c1', 'c2', 'c3')).toEqual({
      c1: { release: 'live', 'release environment': 'baseline' },
      c2: { release: 'live', 'release environment': 'live' },
      c3: { release: 'live', 'release environment': 'waiting' },
    });
  });
});
