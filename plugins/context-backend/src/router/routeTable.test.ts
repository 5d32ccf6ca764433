import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { describedRoutes, registeredRoutes } from '@throughline/test-kit';
import knexFactory from 'knex';
import { openapi } from '../__testUtils__/openapi';
import { readContextConfig } from '../config';
import { createRouter } from '.';
import { createDirtyRouter } from './dirty';
import { createErasuresRouter } from './erasures';
import { ROUTES } from './routeTable';

function registered(): string[] {
  const parts = {
    config: readContextConfig(mockServices.rootConfig()),
    knex: knexFactory({ client: 'better-sqlite3', useNullAsDefault: true }),
    auditor: mockServices.auditor.mock(),
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions(),
    catalog: catalogServiceMock(),
    due: { mark: async () => {} },
  };
  return [
    createRouter(parts),
    createDirtyRouter(parts),
    createErasuresRouter(parts),
  ]
    .flatMap(registeredRoutes)
    .sort();
}

describe('every route', () => {
  it('says who may use it', () => {
    expect(registered().length).toBeGreaterThan(5);
    expect(Object.keys(ROUTES).sort()).toEqual(registered());
  });

  it('is in openapi.yaml, and nothing else is', () => {
    expect(describedRoutes(openapi)).toEqual(registered());
  });

  it('asks for credentials', () => {
    const open = Object.values(openapi.paths)
      .flatMap(methods => Object.values(methods))
      .filter(({ security }) => security?.length === 0);
    expect(open).toEqual([]);
  });
});
