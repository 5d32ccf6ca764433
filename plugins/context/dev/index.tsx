/**
 * The plugin on its own, with made-up data: `yarn workspace
 * @throughline/plugin-context start`. The state to look at is named in the
 * address: `/?state=changed`, `/system`, `/card?state=error`.
 */
import '@backstage/cli/asset-types';
// This is an app of its own, so nobody else loads the styles.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/core-app-api';
import { NotFoundError } from '@backstage/errors';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
  RouteRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Alert, Container, Header } from '@backstage/ui';
import type { EntityContext } from '@throughline/plugin-context-common';
import { ReactElement } from 'react';
import ReactDOM from 'react-dom/client';
import contextPlugin, { contextApiRef } from '../src';
import { FakeContextApi } from '../src/__testUtils__/FakeContextApi';
import {
  deadContext,
  noContext,
  NOW,
  paymentsApi,
  paymentsSystem,
  paymentsTeam,
  someChanges,
  someContext,
  systemContext,
} from '../src/__testUtils__/fixtures';
import { ContextContent } from '../src/components/Context';
import { contextTabRouteRef } from '../src/routes';
import { ContextCard } from '../src/components/ContextCard';

/** Moves every time of the fixtures so that they end now. */
function upToDate<T>(value: T): T {
  const shift = Date.now() - Date.parse(NOW);
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string' && /^\d{4}-\d\d-\d\dT/.test(part)
      ? new Date(Date.parse(part) + shift).toISOString()
      : part,
  );
}

const answers: Record<string, EntityContext> = {
  changed: { ...someContext, changes: someChanges },
  first: { ...someContext, changes: undefined },
  empty: noContext,
  waiting: {
    ...noContext,
    sources: [{ plugin: 'trace', state: 'waiting' }],
  },
  dead: deadContext,
};

const failures: Record<string, Error> = {
  error: new Error('The database is being upgraded, try again later'),
  absent: new NotFoundError(''),
};

function createFakeApi(): FakeContextApi {
  const api = new FakeContextApi();
  const { pathname, search } = window.location;
  const state = new URLSearchParams(search).get('state') ?? '';
  const given = pathname.includes('/system') ? systemContext : someContext;
  api.context = upToDate(answers[state] ?? given);
  api.past = upToDate(api.past);
  api.members = upToDate(api.members);
  api.error = failures[state];
  if (state === 'pages') api.pageSize = 4;
  if (state === 'loading') {
    api.getContext = () => new Promise(() => {});
    api.getMembers = () => new Promise(() => {});
  }
  return api;
}

const fakeApi = createFrontendModule({
  pluginId: 'context',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({ api: contextApiRef, deps: {}, factory: createFakeApi }),
    }),
  ],
});

function page(
  name: string,
  path: string,
  entity: Entity,
  body: ReactElement,
  routeRef?: RouteRef,
) {
  return PageBlueprint.make({
    name,
    params: {
      path,
      routeRef,
      title: `${entity.kind} ${name}`,
      loader: async () => (
        <main>
          <Header title={entity.metadata.name} />
          <Container>
            <Alert status="warning" title="Made-up data" mb="4" />
            <EntityProvider entity={entity}>{body}</EntityProvider>
          </Container>
        </main>
      ),
    },
  });
}

const pages = createFrontendPlugin({
  pluginId: 'dev',
  extensions: [
    page('tab', '/', paymentsApi, <ContextContent />, contextTabRouteRef),
    page('system', '/system', paymentsSystem, <ContextContent />),
    page('group', '/group', paymentsTeam, <ContextContent />),
    page('card', '/card', paymentsApi, <ContextCard />),
    // Where links to entities lead.
    PageBlueprint.make({
      name: 'entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <Container>An entity page</Container>,
      },
    }),
  ],
});

const app = createApp({
  features: [contextPlugin, fakeApi, pages],
  advanced: {
    // Nobody has to sign in to look at made-up data.
    configLoader: async () => ({
      config: new ConfigReader({
        app: {
          baseUrl: window.location.origin,
          extensions: [{ 'sign-in-page:app': false }],
        },
        backend: { baseUrl: window.location.origin },
      }),
    }),
  },
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
