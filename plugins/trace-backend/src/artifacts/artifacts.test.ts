import { JsonObject } from '@backstage/types';
import {
  artifactKey,
  changeKey,
  commitKey,
  deploymentKey,
  directChangeKey,
  Fact,
  packageKey,
  systemDeploymentKey,
} from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import { dumpAttribution, dumpGraph } from '../__testUtils__/dump';
import { at, entityConfig, release, SHOP } from '../__testUtils__/nodes';
import { applyProjectionSettings } from '../applyProjectionSettings';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { readChain } from '../database/graph/operations/chains';
import { readEdgesFrom } from '../database/graph/operations/edges';
import {
  DEFAULT_SETTINGS,
  readProjectionSettings,
} from '../database/graph/operations/projectionSettings';
import { readRolloutsByKey } from '../database/graph/operations/rollouts';
import { EntityConfig } from '../graph/attribution';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';

const CART = entityConfig('cart');
const GITOPS = 'github.com/acme/gitops';
const DIGEST = `sha256:${'4'.repeat(64)}`;

const fact = (subject: string, clock: string, attributes: object): Fact => ({
  subject,
  at: at(clock),
  attributes: attributes as JsonObject,
});

const commit = (sha: string, ...parents: string[]): Fact =>
  fact(commitKey(SHOP, sha), '08:00', {
    sha,
    subject: `Commit ${sha}`,
    author: { name: 'Ada', type: 'unknown' },
    committedAt: at('08:00'),
    parents,
    onDefaultBranch: true,
  });

const HISTORY = [commit('c1'), commit('c2', 'c1'), commit('c3', 'c2')];

const image = (purl: string, tag: string, more: object = {}): Fact =>
  fact(packageKey(purl), '08:30', { subtype: 'image', tag, ...more });

const deployed = (key: string, clock: string, more: object): Fact =>
  fact(key, clock, {
    environment: 'production',
    production: true,
    service: 'cart',
    createdAt: at(clock),
    'status:1': { state: 'success', at: at(clock) },
    ...more,
  });

const bySystem = (id: string, clock: string, more: object) =>
  deployed(systemDeploymentKey('cd', id), clock, more);

async function project(
  knex: Knex,
  facts: Fact[],
  entities: EntityConfig[] = [CART],
): Promise<void> {
  await applyCatalog(knex, entities);
  await knex.transaction(tx => appendFacts(tx, facts));
  await new Projector(knex).drain();
}

/** Where a commit's change is in production. */
async function stateOf(knex: Knex, sha: string): Promise<string> {
  const chain = await readChain(knex, CART.ref, directChangeKey(SHOP, sha));
  const { state, incomplete } = chain!.environments.find(
    ({ release: is }) => !is,
  )!;
  return incomplete ? `${state}, incomplete` : state;
}

const IMAGE = `pkg:oci/cart@${DIGEST}`;
const BASELINE = bySystem('1', '09:00', { sha: 'c1' });
const BY_IMAGE = bySystem('2', '10:00', { artifact: packageKey(IMAGE) });

describe('a deployment of an artifact', () => {
  eachDatabase('brings the commit that the artifact is of', async knex => {
    await project(knex, [
      ...HISTORY,
      BASELINE,
      image(IMAGE, 'v2', { sha: 'c2', repository: SHOP }),
      BY_IMAGE,
    ]);
    expect(await stateOf(knex, 'c1')).toBe('baseline');
    expect(await stateOf(knex, 'c2')).toBe('live');
    expect(await stateOf(knex, 'c3')).toBe('waiting');
    const edges = await readEdgesFrom(knex, [BY_IMAGE.subject], ['deployed']);
    expect(edges.map(({ to, rule }) => [to, rule]).sort()).toEqual([
      [packageKey(IMAGE), 'deployed-artifact'],
      [commitKey(SHOP, 'c2'), 'artifact-commit'],
    ]);
  });

  eachDatabase('waits until the artifact is known', async knex => {
    const next = bySystem('3', '11:00', { sha: 'c3' });
    await project(knex, [...HISTORY, BASELINE, BY_IMAGE, next]);
    const [waiting] = await readRolloutsByKey(knex, [BY_IMAGE.subject]);
    expect(waiting).toMatchObject({ outcome: 'redeploy', missing: [''] });
    // What comes after looks past it, and is not sure of what it brought.
    expect(await stateOf(knex, 'c2')).toBe('live, incomplete');
    expect(await stateOf(knex, 'c1')).toBe('baseline');

    await project(knex, [image(IMAGE, 'v2', { sha: 'c2', repository: SHOP })]);
    const outcomes = await knex('rollouts').orderBy('at').pluck('outcome');
    expect(outcomes).toEqual(['baseline', 'forward', 'forward']);
    expect(await stateOf(knex, 'c2')).toBe('live');
    expect(await stateOf(knex, 'c3')).toBe('live');
  });

  eachDatabase('finds it where it is known otherwise', async knex => {
    const byVersion = bySystem('3', '11:00', {
      artifact: packageKey('pkg:oci/cart@2.0.0'),
    });
    // A repository of configurations, whose own commit is of no service.
    const gitops = deployed(deploymentKey(GITOPS, 7), '12:00', {
      sha: 'config-commit',
      artifact: packageKey(IMAGE),
    });
    await project(knex, [
      ...HISTORY,
      BASELINE,
      BY_IMAGE,
      image(`pkg:docker/acme/cart@v2`, 'v2', {
        ...{ sha: 'c2', repository: SHOP, digest: DIGEST },
      }),
      byVersion,
      fact(
        artifactKey(SHOP, 'v2.0.0'),
        '09:30',
        release('v2.0.0', { sha: 'c3' }),
      ),
      gitops,
    ]);
    const found = await knex('rollouts')
      .where({ production: true })
      .orderBy('at')
      .select('repository', 'sha', 'outcome');
    expect(found).toEqual([
      { repository: SHOP, sha: 'c1', outcome: 'baseline' },
      { repository: SHOP, sha: 'c2', outcome: 'forward' },
      { repository: SHOP, sha: 'c3', outcome: 'forward' },
      { repository: SHOP, sha: 'c2', outcome: 'rollback' },
    ]);
    const rulesOf = async ({ subject }: Fact) =>
      (await readEdgesFrom(knex, [subject], ['deployed']))
        .map(({ rule }) => rule)
        .sort();
    expect(await rulesOf(BY_IMAGE)).toEqual([
      'artifact-commit',
      'deployed-artifact',
      'same-digest',
    ]);
    expect(await rulesOf(byVersion)).toContain('same-version');
  });

  const event = (id: string, registers: object) =>
    fact(`event:cd/${id}`, '08:40', registers);
  const landed = (number: number, mergeSha: string): Fact =>
    fact(changeKey(SHOP, number), '09:05', {
      ...{ number, mergeSha, title: 'Round totals', url: '', draft: false },
      ...{ state: 'merged', baseBranch: 'main', headBranch: 'totals' },
      author: { type: 'unknown' },
      headSha: 'head',
      createdAt: at('08:00'),
      mergedAt: at('09:05'),
    });

  eachDatabase(
    'is of what the change it was packaged for became',
    async knex => {
      const byChange = image(IMAGE, 'v2', { change: changeKey(SHOP, 7) });
      await project(knex, [...HISTORY, BASELINE, BY_IMAGE, byChange]);
      const rollout = async () =>
        (await readRolloutsByKey(knex, [BY_IMAGE.subject]))[0];
      expect(await rollout()).toMatchObject({ outcome: 'redeploy', sha: '' });
      // Whatever its forge says later.
      await project(knex, [landed(7, 'c2')]);
      expect(await rollout()).toMatchObject({ outcome: 'forward', sha: 'c2' });
      const keys = [byChange.subject, BY_IMAGE.subject];
      const edges = await readEdgesFrom(knex, keys, ['builtFrom', 'deployed']);
      const toCommit = edges.filter(({ to }) => to === commitKey(SHOP, 'c2'));
      expect(
        toCommit.map(({ type, rule, text }) => [type, rule, text]).sort(),
      ).toEqual([
        ['builtFrom', 'artifact-change', changeKey(SHOP, 7)],
        ['deployed', 'artifact-change', changeKey(SHOP, 7)],
      ]);
    },
  );

  eachDatabase(
    'is of what linked events lead to, if to one commit',
    async knex => {
      await project(knex, [
        ...[...HISTORY, BASELINE, BY_IMAGE, landed(7, 'c2'), landed(8, 'c3')],
        image(IMAGE, 'v2', { 'link:event:cd/3': true }),
        event('3', { 'link:event:cd/2': true, 'link:event:cd/3': true }),
        event('2', { 'link:event:cd/1': true }),
      ]);
      const commits = async () =>
        (await readEdgesFrom(knex, [BY_IMAGE.subject], ['deployed']))
          .filter(({ to }) => to.startsWith('commit:'))
          .map(({ to, rule }) => [to, rule]);
      expect(await commits()).toEqual([]);
      await project(knex, [
        event('1', { [`about:${changeKey(SHOP, 7)}`]: true }),
      ]);
      expect(await commits()).toEqual([[commitKey(SHOP, 'c2'), 'event-links']]);
      // Another one as near knows another commit: it is of neither.
      await project(knex, [
        event('2', { 'link:event:cd/other': true }),
        event('other', { [`about:${changeKey(SHOP, 8)}`]: true }),
      ]);
      expect(await commits()).toEqual([]);
      // Its sender has the same id as another's: that is nobody's.
      await project(knex, [event('other', { 'about:change:else#1': true })]);
      expect(await commits()).toEqual([[commitKey(SHOP, 'c2'), 'event-links']]);
    },
  );

  eachDatabase('belongs to whom the catalog says by then', async knex => {
    await project(knex, [...HISTORY, BASELINE, BY_IMAGE], []);
    expect(await knex('rollouts').select()).toEqual([]);
    await project(knex, []);
    expect(await knex('rollouts').pluck('key')).toHaveLength(2);
    await project(knex, [], [{ ...CART, services: ['basket'] }]);
    expect(await knex('rollouts').select()).toEqual([]);
  });

  eachDatabase('is the same, in whatever order it is told', async knex => {
    const facts = [
      ...HISTORY,
      BASELINE,
      BY_IMAGE,
      image(`pkg:docker/acme/cart@v2`, 'v2', { digest: DIGEST }),
      fact(packageKey('pkg:docker/acme/cart@v2'), '08:40', {
        sha: 'c2',
        repository: SHOP,
      }),
      deployed(deploymentKey(GITOPS, 7), '11:00', {
        sha: 'g1',
        artifact: packageKey('pkg:oci/cart@3.0.0'),
      }),
      fact(
        artifactKey(SHOP, 'v3.0.0'),
        '09:30',
        release('v3.0.0', { sha: 'c3' }),
      ),
      bySystem('9', '12:00', { artifact: packageKey('pkg:oci/never@1') }),
      bySystem('10', '13:00', { sha: 'c2' }),
      bySystem('11', '13:30', { sha: 'nowhere', service: 'nobody' }),
    ];
    const snapshot = async () => [
      await dumpGraph(knex),
      await dumpAttribution(knex),
    ];
    const clear = async () => {
      for (const table of [
        ...['facts', 'work', 'nodes', 'edges', 'commit_parents', 'landings'],
        ...['entities', 'entity_services', 'node_entities', 'rollouts'],
        ...['rollout_commits', 'rollout_missing', 'rollout_terms'],
        ...['artifact_digests', 'chains'],
      ]) {
        await knex(table).delete();
      }
    };
    await project(knex, facts);
    const expected = await snapshot();
    const production = knex('rollouts').where({ production: true });
    expect(await production.orderBy('at').pluck('outcome')).toEqual([
      'baseline',
      'forward',
      'forward',
      'redeploy',
      'rollback',
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(facts, { minLength: facts.length }),
        fc.nat(facts.length),
        fc.boolean(),
        async (order, split, late) => {
          await clear();
          await project(knex, order.slice(0, split), late ? [] : [CART]);
          await project(knex, order.slice(split));
          expect(await snapshot()).toEqual(expected);
        },
      ),
      { numRuns: 4 },
    );
  });
});

describe('production', () => {
  eachDatabase('is what the config says, also in hindsight', async knex => {
    await project(knex, [
      ...HISTORY,
      BASELINE,
      bySystem('2', '10:00', {
        sha: 'c2',
        environment: 'live-eu',
        production: false,
      }),
    ]);
    const production = () =>
      knex('rollouts').where({ production: true }).pluck('environment');
    expect(await production()).toEqual(['production']);
    const environments = { production: ['live-*'] };
    await applyProjectionSettings(knex, { ...DEFAULT_SETTINGS, environments });
    expect(await readProjectionSettings(knex)).toMatchObject({ environments });
    await new Projector(knex).drain();
    expect(await production()).toEqual(['live-eu']);
  });
});
