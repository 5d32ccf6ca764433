import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Chain, Restriction } from '@throughline/plugin-trace-common';
import { screen, within } from '@testing-library/react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { paymentsApi, someChains } from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import {
  hiddenChange,
  shownChange,
} from '../../__testUtils__/restrictedFixtures';
import { DeliveryContent } from '../Delivery';

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
    render(hiddenChange);
    const link = await screen.findByRole('link', { name: 'Restricted change' });
    const row = within(link.closest('tr')!);
    expect(row.getByText('#500')).toBeVisible();
    expect(row.getByText('SEC-12')).toBeVisible();
    // One for the change, one for its ticket.
    expect(row.getAllByText('Restricted')).toHaveLength(2);
    expect(row.queryByRole('link', { name: /SEC-12|#500/ })).toBeNull();
  });

  it('is in its row with its words to who may read them, marked all the same', async () => {
    render(shownChange);
    const link = await screen.findByRole('link', { name: 'Close the hole' });
    const row = within(link.closest('tr')!);
    expect(row.getByText('Restricted')).toBeVisible();
  });

  it.each<[Restriction, Chain, string, RegExp]>([
    [
      'hidden',
      hiddenChange,
      'Restricted change',
      /need the permission trace\.restr/,
    ],
    ['shown', shownChange, 'Close the hole', /because you have the permission/],
  ])('says in the drawer why it is %s', async (_, chain, name, why) => {
    open(chain);
    const drawer = await screen.findByRole('dialog', { name });
    expect(await within(drawer).findByText(why)).toBeVisible();
  });

  it('does not say what its text shows of how it was written', async () => {
    open(hiddenChange);
    const drawer = await screen.findByRole('dialog', {
      name: 'Restricted change',
    });
    expect(
      await within(drawer).findByText('seen in a text that is restricted'),
    ).toBeVisible();
  });
});
