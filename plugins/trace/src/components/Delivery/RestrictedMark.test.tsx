import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Chain, Restriction } from '@throughline/plugin-trace-common';
import { screen, within } from '@testing-library/react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  paymentsApi,
  retryCapture,
  someChains,
} from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { DeliveryContent } from '../Delivery';

const [ticket] = retryCapture.tickets;

/** As the backend answers to who may not read its words. */
const hidden: Chain = {
  ...retryCapture,
  id: 'change:github.com/acme/payments#500',
  number: 500,
  title: 'Restricted',
  url: undefined,
  restricted: 'hidden',
  authorship: {
    value: 'agent',
    evidence: [{ says: 'agent', rule: 'branch', text: '' }],
  },
  tickets: [
    {
      ...ticket,
      key: 'SEC-12',
      title: undefined,
      url: undefined,
      restricted: 'hidden',
    },
  ],
};
const shown: Chain = {
  ...retryCapture,
  id: 'change:github.com/acme/payments#501',
  title: 'Close the hole',
  restricted: 'shown',
};

describe('a restricted change', () => {
  const render = (chain: Chain, query?: string) => {
    const api = new FakeTraceApi();
    api.chains = { ...someChains, items: [chain] };
    renderPage(
      <EntityProvider entity={paymentsApi}>
        <DeliveryContent />
      </EntityProvider>,
      { api, query },
    );
  };
  const open = (chain: Chain) =>
    render(chain, `?change=${encodeURIComponent(chain.id)}`);

  it('is in its row without words, marked, with its number and ticket', async () => {
    render(hidden);
    const link = await screen.findByRole('link', { name: 'Restricted change' });
    const row = within(link.closest('tr')!);
    expect(row.getByText('#500')).toBeVisible();
    expect(row.getByText('SEC-12')).toBeVisible();
    // One for the change, one for its ticket.
    expect(row.getAllByText('Restricted')).toHaveLength(2);
    expect(row.queryByRole('link', { name: /SEC-12|#500/ })).toBeNull();
  });

  it('is in its row with its words to who may read them, marked all the same', async () => {
    render(shown);
    const link = await screen.findByRole('link', { name: 'Close the hole' });
    const row = within(link.closest('tr')!);
    expect(row.getByText('Restricted')).toBeVisible();
  });

  it.each<[Restriction, Chain, string, RegExp]>([
    ['hidden', hidden, 'Restricted change', /need the permission trace\.restr/],
    ['shown', shown, 'Close the hole', /because you have the permission/],
  ])('says in the drawer why it is %s', async (_, chain, name, why) => {
    open(chain);
    const drawer = await screen.findByRole('dialog', { name });
    expect(await within(drawer).findByText(why)).toBeVisible();
  });

  it('does not say what its text shows of how it was written', async () => {
    open(hidden);
    const drawer = await screen.findByRole('dialog', {
      name: 'Restricted change',
    });
    expect(
      await within(drawer).findByText('seen in a text that is restricted'),
    ).toBeVisible();
  });
});
