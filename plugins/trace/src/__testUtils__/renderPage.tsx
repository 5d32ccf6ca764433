import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { traceApiRef } from '../api';
import { connectionsLinkRouteRef, flowLinkRouteRef } from '../routes';
import { FakeTraceApi } from './FakeTraceApi';
import { scopes } from './flowFixtures';

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{search}</output>;
}

/** Renders a page of the plugin in a test app against a fake API. */
export function renderPage(
  page: ReactElement,
  options: {
    api: FakeTraceApi;
    query?: string;
    /** Whether the reader has `trace.link`. */
    mayLink?: boolean;
  },
) {
  return renderInTestApp(
    <>
      {page}
      <Address />
    </>,
    {
      apis: [
        [traceApiRef, options.api],
        [catalogApiRef, catalogApiMock({ entities: scopes })],
        mockApis.permission({
          authorize:
            options.mayLink === false
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
      mountedRoutes: {
        '/connections': connectionsLinkRouteRef,
        '/flow': flowLinkRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      initialRouteEntries: [`/${options.query ?? ''}`],
    },
  );
}

/** The query of the address the page is at now. */
export function currentQuery(): URLSearchParams {
  return new URLSearchParams(screen.getByTestId('address').textContent ?? '');
}
