import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  describedRoutes,
  documentedRouteLines,
  registeredRoutes,
  routeLines,
} from '@throughline/test-kit';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connectGithub } from '.';
import { openapi } from './__testUtils__/withConnect';
import { ROUTES } from './routeTable';

const registered = registeredRoutes(
  connectGithub({
    auditor: mockServices.auditor.mock(),
    cache: mockServices.cache.mock(),
    catalog: catalogServiceMock(),
    config: mockServices.rootConfig(),
    database: mockServices.database.mock(),
    discovery: mockServices.discovery(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions(),
  }),
);

describe('every route of the module', () => {
  it('says who may use it', () => {
    expect(registered).toHaveLength(4);
    expect(Object.keys(ROUTES).sort()).toEqual(registered);
  });

  it('is in openapi.yaml, and nothing else is', () => {
    expect(describedRoutes(openapi)).toEqual(registered);
  });

  it('is in docs/permissions.md', () => {
    const permissions = readFileSync(
      resolve(__dirname, '../../../../docs/permissions.md'),
      'utf8',
    );
    expect(
      documentedRouteLines(permissions, '### `/api/trace/github`'),
    ).toEqual(routeLines(ROUTES));
  });
});
