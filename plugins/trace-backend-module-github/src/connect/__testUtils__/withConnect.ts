import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module is tested in the plugin that it belongs to.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import { readOpenapi, serveByOpenapi } from '@throughline/test-kit';
import { Knex } from 'knex';
import { resolve } from 'node:path';
import request, { Test } from 'supertest';
import githubModule from '../..';

/** The document that describes the routes of the module. */
export const openapi = readOpenapi(
  resolve(__dirname, '../../schema/openapi.yaml'),
);

/** Sends a request with these credentials. */
export type Send = (
  method: 'get' | 'post',
  path: string,
  header?: string,
) => Test;

/** A user's header, e.g. of `ada`. */
export const asUser = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** The plugin with the module, its routes held to the OpenAPI document. */
export async function withConnect(
  knex: Knex,
  options: {
    github?: object[];
    entities?: Entity[];
    permissions?: PermissionsService;
    auditor?: AuditorService;
    backendBaseUrl?: string;
  },
  test: (send: Send) => Promise<void>,
): Promise<void> {
  const {
    github,
    entities = [],
    permissions,
    auditor,
    backendBaseUrl,
  } = options;
  const backend = await startTestBackend({
    features: [
      tracePlugin,
      githubModule,
      catalogServiceMock.factory({ entities }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example' },
          backend: { baseUrl: backendBaseUrl ?? 'https://portal.example' },
          integrations: { github },
        },
      }),
      mockServices.discovery.mock({
        getExternalBaseUrl: async id =>
          `${backendBaseUrl ?? 'https://portal.example'}/api/${id}`,
      }).factory,
      ...(permissions
        ? [mockServices.permissions.mock(permissions).factory]
        : []),
      ...(auditor ? [mockServices.auditor.mock(auditor).factory] : []),
    ],
  });
  try {
    const origin = await serveByOpenapi(openapi, (incoming, response) => {
      incoming.url = `/api/trace${incoming.url}`;
      backend.server.emit('request', incoming, response);
    });
    await test((method, path, header = asUser('ada')) =>
      request(origin)[method](path).set('authorization', header),
    );
  } finally {
    await backend.stop();
  }
}
