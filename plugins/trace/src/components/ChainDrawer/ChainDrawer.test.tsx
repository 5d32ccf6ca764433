import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  feeRounding,
  paymentsApi,
  retryCapture,
  someChains,
} from '../../__testUtils__/fixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { DeliveryContent } from '../Delivery';

describe('ChainDrawer', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.chains = someChains;
  });

  const renderTab = (query?: string) =>
    renderPage(
      <EntityProvider entity={paymentsApi}>
        <DeliveryContent />
      </EntityProvider>,
      { api, query },
    );
  const changeQuery = (id: string) => `?change=${encodeURIComponent(id)}`;
  const opened = (name: string) => screen.findByRole('dialog', { name });

  it('opens from a row’s link with the keyboard and gives the focus back', async () => {
    renderTab('?waiting=true');
    const opener = await screen.findByRole('link', {
      name: retryCapture.title,
    });
    opener.focus();
    await userEvent.keyboard('{Enter}');
    const drawer = await opened(retryCapture.title);
    expect(currentQuery().get('change')).toBe(retryCapture.id);
    expect(currentQuery().get('waiting')).toBe('true');
    expect(drawer).toContainElement(document.activeElement as HTMLElement);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(currentQuery().has('change')).toBe(false);
    expect(
      screen.getByRole('link', { name: retryCapture.title }),
    ).toHaveFocus();
  });

  it('opens from anywhere in a row, but not from the links in it', async () => {
    renderTab();
    const row = (
      await screen.findByRole('link', { name: retryCapture.title })
    ).closest('tr')!;
    await userEvent.click(within(row).getByRole('link', { name: /PAY-812/ }));
    expect(currentQuery().has('change')).toBe(false);
    await userEvent.click(within(row).getByText('318 tests'));
    await opened(retryCapture.title);
  });

  it('opens from a deep link and closes by its button onto the row', async () => {
    renderTab(changeQuery(retryCapture.id));
    const drawer = await opened(retryCapture.title);
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() =>
      expect(
        screen.getByRole('link', { name: retryCapture.title }),
      ).toHaveFocus(),
    );
  });

  it('shows the chain left to right', async () => {
    renderTab(changeQuery(retryCapture.id));
    const drawer = await opened(retryCapture.title);
    const rail = within(drawer).getByRole('list', {
      name: 'From ticket to production',
    });
    expect(
      within(rail)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'TicketPAY-812',
      'Code#482',
      'Review2 approvals',
      'Tests318 tests',
      'Releasenothing seen',
      'Deploymentproduction: waiting',
      'Incidentnone',
    ]);
  });

  it('gives the evidence of every link', async () => {
    renderTab(changeQuery(retryCapture.id));
    const drawer = await opened(retryCapture.title);
    const stepOf = (name: string) =>
      within(drawer).getByRole('heading', { name, level: 4 }).parentElement!;
    expect(stepOf('Ticket')).toHaveTextContent(
      /Why linked: the title names the ticket.*saw “PAY-812 Retry card”.*in its title.*95 % sure/,
    );
    expect(stepOf('Tests')).toHaveTextContent('flaky: captures twice');
    expect(stepOf('Code')).toHaveTextContent('this change');
    expect(stepOf('Release')).toHaveTextContent('nothing seen');
    // A rule that has no words yet is named rather than left out.
    expect(stepOf('Deployment')).toHaveTextContent(
      /rule a-rule-of-tomorrow.*80 % sure/,
    );
  });

  it('leads to what went out with it', async () => {
    renderTab(changeQuery(retryCapture.id));
    const drawer = await opened(retryCapture.title);
    await userEvent.click(
      within(drawer).getByRole('link', { name: /#479 Bump express/ }),
    );
    expect(await opened('Bump express from 4.21.1 to 4.21.2')).toBeVisible();
  });

  it('explains what is missing, who reverted it and what broke', async () => {
    renderTab(changeQuery(feeRounding.id));
    const drawer = await opened('Fee rounding');
    for (const text of [
      'It was merged and nobody approved it.',
      'It reached the default branch without a pull request.',
      'commit says “Co-authored-by: Copilot”',
    ]) {
      expect(within(drawer).getByText(text)).toBeVisible();
    }
    expect(within(drawer).getByRole('link', { name: '#476' })).toBeVisible();
    expect(
      within(drawer).getByRole('link', { name: /Customers charged/ }),
    ).toHaveAttribute('href', 'https://github.com/acme/payments/issues/77');
  });

  it('shows an end that may not be seen as hidden', async () => {
    renderTab(changeQuery(retryCapture.id));
    const drawer = await opened(retryCapture.title);
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Show all links' }),
    );
    const hidden = await within(drawer).findByText('hidden');
    expect(hidden.closest('li')).toHaveTextContent(/^mentions hidden/);
  });

  it('does not tell a change that is missing from one that is hidden', async () => {
    renderTab(changeQuery('change:github.com/acme/secret#1'));
    const drawer = await opened('Chain of a change');
    expect(
      await within(drawer).findByText('Nothing to show here'),
    ).toBeVisible();
    expect(drawer).not.toHaveTextContent('secret');
  });
});
