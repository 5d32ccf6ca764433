import {
  BackendFeature,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import request from 'supertest';
import { appendFacts } from '../database/graph/operations/appendFacts';
import { applyCatalog } from '../service/applyCatalog';
import { Projector } from '../service/Projector';
import { readEntity } from '../graph/readEntity';
import { tracePlugin } from '../plugin';
import { serveByOpenapi } from '@throughline/test-kit';
import { openapi } from './openapi';

/** A component of the catalog. */
export function component(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
  };
}

/** A person of the catalog. */
export function user(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', annotations },
    spec: { memberOf: [] },
  };
}

/** A policy by permission and entity. */
export function allowing(
  allows: (permission: string, entityRef?: string) => boolean,
): PermissionsService {
  return {
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result: allows(permission.name, resourceRef)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
    authorizeConditional: async queries =>
      queries.map(({ permission: { resourceType } }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType,
        conditions: { rule: 'BY_TEST', resourceType },
      })),
  };
}

/** Sends requests. */
export interface Caller {
  get(path: string): request.Test;
  post(path: string): request.Test;
  delete(path: string): request.Test;
}

/** Sends requests as a user, e.g. `ada`. */
export type As = (name: string) => Caller;

/** Stores facts and projects them, as if deliveries had brought them. */
export async function tell(knex: Knex, deliveries: Fact[][]): Promise<void> {
  const projector = new Projector(knex);
  for (const facts of deliveries) {
    await knex.transaction(tx => appendFacts(tx, facts));
  }
  // The plugin's own projector may be at it and hold the lease meanwhile.
  do {
    await projector.drain();
  } while ((await knex('work').select('key').limit(1)).length > 0);
}

/**
 * The whole plugin on a database, its routes held to the OpenAPI document, with
 * a catalog of these entities.
 */
export async function withTrace(
  knex: Knex,
  options: {
    entities?: Entity[];
    deliveries?: Fact[][];
    /** Everything is allowed where it is left out. */
    permissions?: PermissionsService;
    features?: BackendFeature[];
    config?: object;
  },
  test: (as: As, anonymous: Caller, contextPlugin: Caller) => Promise<void>,
): Promise<void> {
  const { entities, deliveries = [], permissions, features } = options;
  const backend = await startTestBackend({
    features: [
      tracePlugin,
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      mockServices.database.factory({ knex }),
      ...(permissions
        ? [mockServices.permissions.mock(permissions).factory]
        : []),
      ...(entities ? [catalogServiceMock.factory({ entities })] : []),
      ...(features ?? []),
    ],
  });
  try {
    if (entities) {
      await applyCatalog(
        knex,
        entities.filter(({ kind }) => kind !== 'User').map(readEntity),
      );
    }
    await tell(knex, deliveries);
    const origin = await serveByOpenapi(openapi, (incoming, response) => {
      incoming.url = `/api/trace${incoming.url}`;
      backend.server.emit('request', incoming, response);
    });
    const withHeader = (header: string): Caller => ({
      get: path => request(origin).get(path).set('authorization', header),
      post: path => request(origin).post(path).set('authorization', header),
      delete: path => request(origin).delete(path).set('authorization', header),
    });
    await test(
      name => withHeader(mockCredentials.user.header(`user:default/${name}`)),
      withHeader(mockCredentials.none.header()),
      withHeader(
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:context'),
          targetPluginId: 'trace',
        }),
      ),
    );
  } finally {
    await backend.stop();
  }
}
