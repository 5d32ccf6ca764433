/**
 * The plugin on its own, with made-up data: `yarn workspace
 * @throughline/plugin-trace start`. The state to look at is named in the
 * address: `/?state=unconnected`, `/connections?state=denied`,
 * `/connections/github?code=a&state=b`, `/flow?state=calm`.
 */
import '@backstage/cli/asset-types';
// This is an app of its own, so nobody else loads the styles.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { FlowResponse } from '@throughline/plugin-trace-common';
import ReactDOM from 'react-dom/client';
import tracePlugin, { traceApiRef } from '../src';
import { FakeTraceApi } from '../src/__testUtils__/FakeTraceApi';
import {
  NOW,
  noChains,
  paymentsApi,
  someChains,
  someSources,
} from '../src/__testUtils__/fixtures';
import {
  flowRows,
  noFlow,
  scopes,
  someFlow,
} from '../src/__testUtils__/flowFixtures';
import {
  hiddenChange,
  hiddenChangeChain,
  restrictedChains,
} from '../src/__testUtils__/restrictedFixtures';
import { DeliveryContent } from '../src/components/Delivery';

/** Moves every time of the fixtures so that they end now. */
function upToDate<T>(value: T): T {
  const shift = Date.now() - Date.parse(NOW);
  return JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string' && /^\d{4}-\d\d-\d\dT/.test(part)
      ? new Date(Date.parse(part) + shift).toISOString()
      : part,
  );
}

/** The same for weeks, which begin on a Monday. */
function upToThisWeek(flow: FlowResponse): FlowResponse {
  const now = new Date();
  const monday = Date.UTC(
    now.getUTCFullYear(),
    now.getUTCMonth(),
    now.getUTCDate() - ((now.getUTCDay() + 6) % 7),
  );
  const { length } = flow.weeks;
  const weeks = flow.weeks.map((week, index) => ({
    ...week,
    start: new Date(monday - (length - 1 - index) * 7 * 86_400_000)
      .toISOString()
      .slice(0, 10),
  }));
  return { ...flow, weeks };
}

const states: Record<string, (api: FakeTraceApi) => void> = {
  unconnected: api => {
    api.chains = {
      ...noChains,
      connection: { seen: false, knowsYou: true },
    };
  },
  unseen: api => {
    api.chains = {
      ...noChains,
      asOf: undefined,
      connection: { ...noChains.connection, seen: false },
    };
  },
  quiet: api => {
    api.chains = noChains;
  },
  stranger: api => {
    api.chains = {
      ...noChains,
      connection: { ...noChains.connection, knowsYou: false },
    };
  },
  restricted: api => {
    api.chains = restrictedChains;
    const getChain = api.getChain.bind(api);
    api.getChain = async (entity, id) =>
      id === hiddenChange.id
        ? upToDate(hiddenChangeChain)
        : getChain(entity, id);
  },
  pages: api => {
    api.pageSize = 2;
  },
  empty: api => {
    api.flow = noFlow;
  },
  calm: api => {
    api.flow = { ...api.flow, bottleneck: undefined };
  },
  longest: api => {
    api.flow = {
      ...api.flow,
      bottleneck: { ...someFlow.bottleneck!, because: 'longest' },
    };
  },
  error: api => {
    api.flowError = new Error('The database is being upgraded');
    api.error = new Error('The database is being upgraded, try again later');
  },
  absent: api => {
    api.error = new NotFoundError('');
    api.flowError = api.error;
  },
  denied: api => {
    api.error = new NotAllowedError('');
    api.flowError = api.error;
  },
  loading: api => {
    api.getChains = () => new Promise(() => {});
    api.getSources = () => new Promise(() => {});
    api.getDeliveries = () => new Promise(() => {});
    api.getChain = () => new Promise(() => {});
    api.getGithubConnection = () => new Promise(() => {});
    api.getFlow = () => new Promise(() => {});
    api.getCoverage = () => new Promise(() => {});
  },
};

function createFakeApi(): FakeTraceApi {
  const api = new FakeTraceApi();
  api.chains = { ...someChains, pending: 3 };
  api.sources = upToDate(someSources);
  api.flow = upToThisWeek(upToDate(someFlow));
  api.flowRows = upToDate(flowRows);
  api.deliveries = upToDate(api.deliveries);
  api.githubConnection = upToDate(api.githubConnection);
  api.githubRepositories = upToDate(api.githubRepositories);
  const getChains = api.getChains.bind(api);
  api.getChains = async (...args) => upToDate(await getChains(...args));
  const getChain = api.getChain.bind(api);
  api.getChain = async (...args) => upToDate(await getChain(...args));
  const state = new URLSearchParams(window.location.search).get('state');
  if (state) states[state]?.(api);
  return api;
}

const fakeApi = createFrontendModule({
  pluginId: 'trace',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({ api: traceApiRef, deps: {}, factory: createFakeApi }),
    }),
  ],
});

const catalogApi = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: scopes }),
        }),
    }),
  ],
});

// Only so that entities have an address.
const catalog = createFrontendPlugin({
  pluginId: 'catalog',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <main />,
      },
    }),
  ],
});

const home = createFrontendPlugin({
  pluginId: 'dev',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Delivery',
        loader: async () => (
          <main>
            <Header title="payments-api" />
            <Container>
              <EntityProvider entity={paymentsApi}>
                <DeliveryContent />
              </EntityProvider>
            </Container>
          </main>
        ),
      },
    }),
  ],
});

const app = createApp({
  features: [tracePlugin, fakeApi, catalog, catalogApi, home],
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
