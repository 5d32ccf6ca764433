import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { paymentsApi, someChains } from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { DeliveryContent } from '../Delivery';

describe('how a change was written', () => {
  it('says what was seen, and which setting saw it', async () => {
    const chain = {
      ...someChains.items[0],
      authorship: {
        value: 'agent' as const,
        evidence: [
          { says: 'agent' as const, rule: 'label' as const, text: 'agent' },
          {
            says: 'agent' as const,
            rule: 'branch' as const,
            text: 'acme-ai/retry',
            configured: 'acme-ai/*',
          },
        ],
      },
    };
    const api = new FakeTraceApi();
    api.chains = { ...someChains, items: [chain] };
    renderPage(
      <EntityProvider entity={paymentsApi}>
        <DeliveryContent />
      </EntityProvider>,
      { api, query: `?change=${encodeURIComponent(chain.id)}` },
    );
    const drawer = within(await screen.findByRole('dialog'));
    expect(await drawer.findByText('label agent')).toBeVisible();
    expect(
      drawer.getByText('branch acme-ai/retry (setting acme-ai/*)'),
    ).toBeVisible();
  });
});
