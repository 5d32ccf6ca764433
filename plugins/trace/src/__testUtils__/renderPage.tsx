import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { traceApiRef } from '../api';
import { connectionsLinkRouteRef } from '../routes';
import { FakeTraceApi } from './FakeTraceApi';

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
        mockApis.permission({
          authorize:
            options.mayLink === false
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
      mountedRoutes: { '/connections': connectionsLinkRouteRef },
      initialRouteEntries: [`/${options.query ?? ''}`],
    },
  );
}

/** The query of the address the page is at now. */
export function currentQuery(): URLSearchParams {
  return new URLSearchParams(screen.getByTestId('address').textContent ?? '');
}
