import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { contextApiRef } from '../api';
import { contextTabLinkRouteRef } from '../routes';
import { FakeContextApi } from './FakeContextApi';
import { paymentsApi } from './fixtures';

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{search}</output>;
}

/** Renders a part of an entity page in a test app against a fake API. */
export function renderPage(
  part: ReactElement,
  options: { api: FakeContextApi; entity?: Entity; query?: string },
) {
  return renderInTestApp(
    <EntityProvider entity={options.entity ?? paymentsApi}>
      {part}
      <Address />
    </EntityProvider>,
    {
      apis: [[contextApiRef, options.api]],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/context': contextTabLinkRouteRef,
      },
      initialRouteEntries: [`/${options.query ?? ''}`],
    },
  );
}

/** The query of the address the page is at now. */
export function currentQuery(): URLSearchParams {
  return new URLSearchParams(screen.getByTestId('address').textContent ?? '');
}
