import { RouteRef } from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { createContextSection } from '@throughline/plugin-context-react';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { FakeContextApi } from './__testUtils__/FakeContextApi';
import { paymentsApi } from './__testUtils__/fixtures';
import {
  contextApiRef,
  contextPlugin,
  EntityContextCard,
  EntityContextContent,
  isContextAvailable,
} from './legacy';
import { contextTabRouteRef } from './routes';

function render(part: ReactElement, routes: Record<string, RouteRef> = {}) {
  return renderInTestApp(
    <TestApiProvider apis={[[contextApiRef, new FakeContextApi()]]}>
      <EntityProvider entity={paymentsApi}>
        <Routes>
          <Route path="/*" element={part} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        ...routes,
      },
    },
  );
}

describe('legacy contextPlugin', () => {
  it('brings its own API', () => {
    expect([...contextPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      'plugin.context.service',
    ]);
  });

  it('has the Context tab, with the sections that plugins draw', async () => {
    const section = createContextSection({
      sectionId: 'trace',
      loader: async () => () => <p>Drawn by trace</p>,
    });
    await render(<EntityContextContent sections={[section]} />, {
      '/context': contextTabRouteRef,
    });
    expect(await screen.findByText('Lifecycle')).toBeVisible();
    expect(await screen.findByText('Drawn by trace')).toBeVisible();
    expect(isContextAvailable(paymentsApi)).toBe(true);
  });

  it('has the card, which does without the tab', async () => {
    await render(<EntityContextCard />);
    expect(await screen.findByText('3 things need attention')).toBeVisible();
    expect(screen.queryByText('Open context')).not.toBeInTheDocument();
  });
});
