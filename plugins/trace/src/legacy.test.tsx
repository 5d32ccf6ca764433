import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakeTraceApi } from './__testUtils__/FakeTraceApi';
import { noFlow, scopes } from './__testUtils__/flowFixtures';
import { noChains, paymentsApi, someChains } from './__testUtils__/fixtures';
import {
  ConnectionsPage,
  EntityDeliveryContent,
  EntityFlowContent,
  FlowPage,
  isDeliveryAvailable,
  isFlowAvailable,
  traceApiRef,
  traceContextSection,
  tracePlugin,
} from './legacy';
import { connectionsRouteRef, flowRouteRef } from './routes';

describe('legacy tracePlugin', () => {
  it('brings its own API', () => {
    expect([...tracePlugin.getApis()].map(({ api }) => api.id)).toEqual([
      'plugin.trace.service',
    ]);
  });

  it('has the Delivery tab', async () => {
    const api = new FakeTraceApi();
    api.chains = someChains;
    await renderInTestApp(
      <TestApiProvider apis={[[traceApiRef, api]]}>
        <EntityProvider entity={paymentsApi}>
          <EntityDeliveryContent />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(await screen.findByText('Retry card capture')).toBeVisible();
    expect(isDeliveryAvailable(paymentsApi)).toBe(true);
  });

  it('does without the Connections page', async () => {
    const api = new FakeTraceApi();
    api.chains = {
      ...noChains,
      connection: { ...noChains.connection, seen: false },
    };
    await renderInTestApp(
      <TestApiProvider apis={[[traceApiRef, api]]}>
        <EntityProvider entity={paymentsApi}>
          <EntityDeliveryContent />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(await screen.findByText(/has arrived yet/)).toBeVisible();
    expect(screen.queryByText('Open Connections')).not.toBeInTheDocument();
  });

  it('has the Flow page', async () => {
    const api = new FakeTraceApi();
    api.flow = noFlow;
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [traceApiRef, api],
          [catalogApiRef, catalogApiMock()],
        ]}
      >
        <Routes>
          <Route path="/flow" element={<FlowPage />} />
        </Routes>
      </TestApiProvider>,
      { mountedRoutes: { '/flow': flowRouteRef }, routeEntries: ['/flow'] },
    );
    expect(await screen.findByRole('heading', { name: 'Flow' })).toBeVisible();
    expect(
      await screen.findByText('The flow of work appears here'),
    ).toBeVisible();
  });

  it('has the Flow tab', async () => {
    const api = new FakeTraceApi();
    api.flow = noFlow;
    const [system] = scopes;
    await renderInTestApp(
      <TestApiProvider apis={[[traceApiRef, api]]}>
        <EntityProvider entity={system}>
          <EntityFlowContent />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(
      await screen.findByText('The flow of work appears here'),
    ).toBeVisible();
    expect(isFlowAvailable(system)).toBe(true);
  });

  it('has the body of its section for the Context tab', () => {
    expect(traceContextSection.sectionId).toBe('trace');
  });

  it('has the Connections page', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[traceApiRef, new FakeTraceApi()]]}>
        <Routes>
          <Route path="/connections" element={<ConnectionsPage />} />
        </Routes>
      </TestApiProvider>,
      {
        mountedRoutes: { '/connections': connectionsRouteRef },
        routeEntries: ['/connections'],
      },
    );
    expect(
      await screen.findByRole('heading', { name: 'Connections' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('heading', { name: 'GitHub' }),
    ).toBeVisible();
  });

  it('has the Connect GitHub page below it', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[traceApiRef, new FakeTraceApi()]]}>
        <Routes>
          <Route path="/connections/*" element={<ConnectionsPage />} />
        </Routes>
      </TestApiProvider>,
      {
        mountedRoutes: { '/connections': connectionsRouteRef },
        routeEntries: ['/connections'],
      },
    );
    await userEvent.click(
      await screen.findByRole('link', { name: 'Connect GitHub' }),
    );
    expect(
      await screen.findByRole('button', { name: 'See what it may do' }),
    ).toBeVisible();
  });
});
