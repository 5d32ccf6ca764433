/**
 * A process with the real catalog watch, signals and puller, which kills itself
 * with SIGKILL in place of its n-th SQL statement. Run by `killEverywhere.ts`;
 * takes its orders as JSON in the environment, and says what it got done.
 */
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ContextSection } from '@throughline/plugin-context-common';
import type { KillOrder } from '@throughline/test-kit';
import knexFactory, { Knex } from 'knex';
import { Puller } from '../pull/Puller';
import { CatalogWatch } from '../service/CatalogWatch';
import { Due } from '../service/Due';
import { Sweep } from '../service/Sweep';

/** What the process says when it is done. */
export type KillReport = 'marked' | { statements: number };

/** Names of the catalog's entities, at first and later. */
export const AT_FIRST = ['a', 'b', 'c'];
export const LATER = ['a', 'b'];

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

const toEntity = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', etag: '1' },
});

/** The whole of it, over a catalog and a plugin that say what they are told. */
export function readModelOf(knex: Knex, clock: () => number) {
  const state = { names: AT_FIRST, headline: 'one' };
  const catalog: Pick<CatalogService, 'streamEntities' | 'getEntitiesByRefs'> =
    {
      async *streamEntities() {
        yield state.names.map(toEntity);
      },
      async getEntitiesByRefs({ entityRefs }) {
        const byRef = new Map(
          state.names.map(name => [
            `component:default/${name}`,
            toEntity(name),
          ]),
        );
        return { items: entityRefs.map(each => byRef.get(each)) };
      },
    };
  const auth: Pick<AuthService, 'getOwnServiceCredentials'> = {
    getOwnServiceCredentials: async () => ({
      $$type: '@backstage/BackstageCredentials',
      principal: { type: 'service', subject: 'plugin:context' },
    }),
  };
  const section = (entityRef: string): ContextSection => ({
    entityRef,
    sectionId: 'trace',
    title: 'Delivery',
    permission: { name: 'trace.read' },
    asOf: '2026-11-01T08:00:00.000Z',
    status: 'ok',
    headline: state.headline,
    facts: [],
    attention: [],
    links: [],
  });
  const puller = new Puller({
    knex,
    clock,
    timeoutMs: 5_000,
    logger: silent,
    source: { id: 'trace', read: async refs => refs.map(section) },
  });
  const parts = { knex, pluginIds: ['trace'], wake() {} };
  return {
    state,
    due: new Due(parts),
    sweep: new Sweep(parts),
    watch: new CatalogWatch({
      ...parts,
      catalog: catalog as CatalogService,
      auth: auth as AuthService,
    }),
    async drain() {
      while ((await puller.pullOnce()) > 0);
    },
  };
}

async function main(order: KillOrder): Promise<void> {
  const knex = knexFactory(order.database);
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === order.killAt) process.kill(process.pid, 'SIGKILL');
  });
  const say = (report: KillReport) =>
    new Promise(resolve => process.send!(report, resolve));

  const { state, due, sweep, watch, drain } = readModelOf(knex, Date.now);
  await sweep.registerPlugins();
  await watch.lookOnce();
  await drain();
  state.headline = 'two';
  await due.mark(
    'trace',
    AT_FIRST.map(name => `component:default/${name}`),
  );
  await say('marked');
  await drain();
  state.names = LATER;
  await watch.lookOnce();
  await say({ statements });
  await knex.destroy();
}

if (process.env.KILL_ORDER) main(JSON.parse(process.env.KILL_ORDER));
