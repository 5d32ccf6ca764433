import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  traceConnectionsManagePermission,
  tracePermissions,
} from '@throughline/plugin-trace-common';
import { describedRoutes, registeredRoutes } from '@throughline/test-kit';
import knexFactory from 'knex';
import { openapi } from '../__testUtils__/openapi';
import { setUpInbox } from '../__testUtils__/inbox';
import { readTraceConfig } from '../config';
import { Projector } from '../service/Projector';
import { createRouter } from '.';
import { ROUTES } from './routeTable';

function registered(): string[] {
  const knex = knexFactory({
    client: 'better-sqlite3',
    useNullAsDefault: true,
  });
  const router = createRouter({
    config: readTraceConfig(mockServices.rootConfig()),
    knex,
    inbox: setUpInbox(knex),
    auditor: mockServices.auditor.mock(),
    wakeErasing: () => {},
    projector: new Projector(knex),
    wakeProjector: () => {},
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions(),
    catalog: catalogServiceMock(),
  });
  return registeredRoutes(router);
}

describe('every route', () => {
  it('says who may use it', () => {
    expect(registered().length).toBeGreaterThan(5);
    expect(Object.keys(ROUTES).sort()).toEqual(registered());
  });

  it('is in openapi.yaml, and nothing else is', () => {
    expect(describedRoutes(openapi)).toEqual(registered());
  });

  it('asks for credentials, apart from the one that asks for a signature', () => {
    const open = Object.entries(openapi.paths)
      .flatMap(([path, methods]) =>
        Object.values(methods).map(({ security }) => ({ path, security })),
      )
      .filter(({ security }) => security?.length === 0);
    expect(open.map(({ path }) => path)).toEqual(['/ingest/{source}']);
    const free = Object.entries(ROUTES)
      .filter(([, { permissions }]) => permissions.length === 0)
      .map(([route]) => route);
    expect(free).toEqual(['POST /ingest/:source', 'POST /context']);
  });

  it('names permissions that there are, and all of them', () => {
    const used = Object.values(ROUTES).flatMap(route => route.permissions);
    // The routes of modules that connect a forge ask for this one.
    const ofModules = [traceConnectionsManagePermission.name];
    expect([...new Set(used), ...ofModules].sort()).toEqual(
      tracePermissions.map(({ name }) => name).sort(),
    );
  });
});
