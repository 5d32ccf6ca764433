import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { Fact } from '@throughline/plugin-trace-common';
import { catalogModule, policyModule } from '@throughline/test-kit';
import { Knex } from 'knex';
import request from 'supertest';
import { readEntity } from '../graph/readEntity';
import { tracePlugin } from '../plugin';
import { applyCatalog } from '../service/applyCatalog';
import { As, tell } from './backend';

/**
 * Mock tokens, but such that say when a plugin asks for a user: the permission
 * backend lets only plugins ask for conditions.
 */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const tokens = mockServices.auth({ pluginId: plugin.getId() });
    const plain = tokens.authenticate.bind(tokens);
    return Object.assign(tokens, {
      async authenticate(token: string, options?: object) {
        const credentials = await plain(token, options);
        return token.startsWith('mock-service-token:') &&
          tokens.isPrincipal(credentials, 'user')
          ? mockCredentials.user(credentials.principal.userEntityRef, {
              actor: { subject: 'plugin:some' },
            })
          : credentials;
      },
    });
  },
});

/** Waits until the catalog shows as many entities as it was given. */
async function stitched(as: As, count: number): Promise<void> {
  for (;;) {
    const { body } = await as('reader-of-all').get(
      '/api/catalog/entities/by-query?limit=0',
    );
    if (body.totalItems === count) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/**
 * The plugin in a portal with the real catalog, the real permission backend and
 * a policy. Paths begin at the portal's root.
 */
export async function startPortal(options: {
  entities: Entity[];
  policy: PermissionPolicy;
  deliveries: Fact[][];
}): Promise<{ as: As; service: As; anonymous: As; stop(): Promise<void> }> {
  let knex: Knex | undefined;
  const backend = await startTestBackend({
    features: [
      tracePlugin,
      catalogPlugin,
      permissionPlugin,
      auth,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      permissionsRegistryServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: { stitchingStrategy: { mode: 'immediate' } },
        },
      }),
      catalogModule(options.entities),
      policyModule(options.policy),
      createBackendModule({
        pluginId: 'trace',
        moduleId: 'test-database',
        register(env) {
          env.registerInit({
            deps: { database: coreServices.database },
            async init({ database }) {
              knex = await database.getClient();
            },
          });
        },
      }),
    ],
  });
  const sending =
    (headerOf: (name: string) => string): As =>
    name => {
      const header = headerOf(name);
      const set = (test: request.Test) =>
        header ? test.set('authorization', header) : test;
      return {
        get: path => set(request(backend.server).get(path)),
        post: path => set(request(backend.server).post(path)),
        delete: path => set(request(backend.server).delete(path)),
      };
    };
  const as = sending(name =>
    mockCredentials.user.header(`user:default/${name}`),
  );
  await stitched(as, options.entities.length);
  await applyCatalog(knex!, options.entities.map(readEntity));
  await tell(knex!, options.deliveries);
  return {
    as,
    service: sending(() => mockCredentials.service.header()),
    anonymous: sending(() => ''),
    stop: () => backend.stop(),
  };
}
