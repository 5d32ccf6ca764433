import { screen } from '@testing-library/react';
import { NowProvider } from '@throughline/plugin-context-react';
import { DeploymentSummary } from '@throughline/plugin-trace-common';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { DeploymentItem } from './DeploymentItem';

/** Made up: a deployment that brought nothing but changes of libraries. */
const deployment: DeploymentSummary = {
  id: 'deployment:github.com/acme/shop/2',
  environment: 'production',
  production: true,
  version: 'v2',
  at: '2026-03-04T12:00:00.000Z',
  outcome: 'forward',
  added: {
    commits: 4,
    changes: [
      {
        id: 'change:github.com/acme/shop#7',
        title: 'Round fees',
        number: 7,
        via: ['component:default/money', 'component:default/dates'],
      },
    ],
    hidden: 2,
    truncated: false,
  },
  removed: { commits: 0, changes: [], truncated: false },
};

describe('DeploymentItem', () => {
  it('says through which libraries a change came', async () => {
    await renderPage(
      <NowProvider>
        <DeploymentItem
          deployment={deployment}
          hrefOf={id => `/?change=${id}`}
        />
      </NowProvider>,
      { api: new FakeTraceApi() },
    );
    expect(screen.getByRole('definition')).toHaveTextContent(
      /^#7 Round fees through money, dates and 2 changes of libraries/,
    );
    expect(screen.getByRole('link', { name: 'money' })).toHaveAttribute(
      'href',
      '/catalog/default/component/money',
    );
  });
});
