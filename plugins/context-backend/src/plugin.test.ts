import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createContextRouter } from '@throughline/plugin-context-node';
import { Knex } from 'knex';
import request from 'supertest';
import { eachDatabase } from './__testUtils__/databases';
import { bodies, ref, section } from './__testUtils__/pulling';
import { contextPlugin } from './plugin';
import { readSourceStates } from './service/sourceStates';

/** Another backend plugin, which takes part by its route alone. */
function neighbour(pluginId: string, headline: () => string | undefined) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          httpRouter.use(
            createContextRouter({
              httpAuth,
              async readSections(refs) {
                const said = headline();
                // Hangs.
                if (said === undefined) return new Promise(() => {});
                return refs.map(each =>
                  section(each, { sectionId: pluginId, headline: said }),
                );
              },
            }),
          );
        },
      });
    },
  });
}

const component = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', etag: '1' },
  spec: { type: 'service', lifecycle: 'production' },
});

/** Waits until the read model says so. */
async function until(
  knex: Knex,
  done: (all: Awaited<ReturnType<typeof bodies>>) => boolean,
): Promise<void> {
  for (let round = 0; !done(await bodies(knex)); round += 1) {
    if (round > 1_000) throw new Error(JSON.stringify(await bodies(knex)));
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('the plugin', () => {
  eachDatabase('asks everybody, whoever of them hangs', async knex => {
    let news = 'Nothing waits';
    const published = jest.fn();
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        contextPlugin,
        neighbour('hanging', () => undefined),
        neighbour('rota', () => news),
        catalogServiceMock.factory({
          entities: [component('a'), component('b')],
        }),
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.events.mock({ publish: published }).factory,
        mockServices.rootConfig.factory({
          data: { context: { plugins: ['hanging', 'absent', 'rota'] } },
        }),
      ],
    });
    try {
      await scheduler.triggerTask('context-catalog-watch');
      await until(knex, all => Object.keys(all).length === 4);
      expect(Object.keys(await bodies(knex))).toEqual([
        `${ref('a')} catalog`,
        `${ref('a')} rota`,
        `${ref('b')} catalog`,
        `${ref('b')} rota`,
      ]);
      news = 'Ada is on call';
      await request(backend.server)
        .post('/api/context/dirty')
        .set(
          'authorization',
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.service('plugin:rota'),
            targetPluginId: 'context',
          }),
        )
        .send({ sectionId: 'rota', entityRefs: [ref('b')] })
        .expect(202);
      await until(knex, all => all[`${ref('b')} rota`].headline === news);

      const states = await readSourceStates(
        knex,
        ['catalog', 'hanging', 'absent', 'rota'].map(id => ({ id })),
        [ref('a')],
      );
      expect(states.get(ref('a'))!.sources).toMatchObject([
        { plugin: 'catalog', state: 'answering' },
        // Being asked for the first time, still.
        { plugin: 'hanging', state: 'waiting' },
        {
          plugin: 'absent',
          state: 'failing',
          message:
            'The plugin "absent" answered 404: is it installed, and has it the route POST /context?',
        },
        { plugin: 'rota', state: 'answering' },
      ]);
      expect(published).toHaveBeenLastCalledWith({
        topic: 'throughline.context.changed',
        eventPayload: {
          entityRef: ref('b'),
          sectionId: 'rota',
          revision: 5,
        },
      });
    } finally {
      // Does not wait for the one that hangs.
      await backend.stop();
    }
  });
});
