import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  paymentsApi,
  retryCapture,
  someChains,
} from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { DeliveryContent } from '../Delivery';

describe('links of a change', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.chains = someChains;
  });

  async function openDrawer(mayLink = true) {
    // Answers about permissions are remembered over tests, entity by entity.
    const name = mayLink ? 'payments-api' : 'somebody-elses';
    const metadata = { ...paymentsApi.metadata, name };
    renderPage(
      <EntityProvider entity={{ ...paymentsApi, metadata }}>
        <DeliveryContent />
      </EntityProvider>,
      {
        api,
        query: `?change=${encodeURIComponent(retryCapture.id)}`,
        mayLink,
      },
    );
    return screen.findByRole('dialog', { name: retryCapture.title });
  }
  const press = (where: HTMLElement, name: string | RegExp) =>
    userEvent.click(within(where).getByRole('button', { name }));
  const submit = (dialog: HTMLElement, name: string) =>
    within(dialog).getByRole('button', { name });

  it('are taken off with a reason, and put back', async () => {
    const drawer = await openDrawer();
    await within(drawer).findByRole('button', { name: 'Unlink PAY-812…' });
    await waitFor(() =>
      expect(
        within(drawer).getByRole('button', { name: 'Unlink PAY-812…' }),
      ).toBeEnabled(),
    );
    await press(drawer, 'Unlink PAY-812…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Unlink PAY-812',
    });
    expect(submit(dialog, 'Unlink')).toBeDisabled();
    const reason = within(dialog).getByRole('textbox', { name: /Reason/ });
    await waitFor(() => expect(reason).toHaveFocus());
    await userEvent.paste('A typo');
    const reads = api.asked.chains.length;
    await userEvent.click(submit(dialog, 'Unlink'));
    expect(api.asked.unlinks).toEqual([
      { ticket: 'PAY-812', reason: 'A typo' },
    ]);

    const removed = await within(drawer).findByRole('list', {
      name: 'Taken off',
    });
    expect(removed).toHaveTextContent(/PAY-812.*by amira.*because: A typo/);
    // The row below is read again.
    await waitFor(() => expect(api.asked.chains.length).toBeGreaterThan(reads));
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: /Unlink/ })).toBeNull(),
    );
    const status = within(drawer).getByText(/PAY-812 was taken off/);
    await press(status, 'Undo');
    expect(api.asked.links).toEqual([
      {
        ticket: 'PAY-812',
        link: 'implements',
        reason: 'Undone right after unlinking',
      },
    ]);
    expect(await within(drawer).findByText(/linked by/)).toHaveTextContent(
      'linked by amira',
    );
  });

  it('are made of a key, a kind and a reason, with the keyboard', async () => {
    const drawer = await openDrawer();
    const opener = await within(drawer).findByRole('button', {
      name: 'Link a ticket…',
    });
    await waitFor(() => expect(opener).toBeEnabled());
    opener.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Link a ticket' });
    const ticket = within(dialog).getByRole('textbox', { name: /Ticket/ });
    await waitFor(() => expect(ticket).toHaveFocus());
    await userEvent.paste('PAY-9');
    await userEvent.click(
      within(dialog).getByRole('radio', { name: 'only mentions it' }),
    );
    await userEvent.click(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
    );
    await userEvent.paste('Said in review');
    await userEvent.click(submit(dialog, 'Link'));
    expect(api.asked.links).toEqual([
      { ticket: 'PAY-9', link: 'mentions', reason: 'Said in review' },
    ]);
    expect(await within(drawer).findByText('PAY-9 is linked.')).toBeVisible();
  });

  it('stay as they are when that is refused', async () => {
    api.linkError = new Error('ticket: nothing is known of FOO-1');
    const drawer = await openDrawer();
    const opener = await within(drawer).findByRole('button', {
      name: 'Link a ticket…',
    });
    await waitFor(() => expect(opener).toBeEnabled());
    await userEvent.click(opener);
    const dialog = await screen.findByRole('dialog', { name: 'Link a ticket' });
    await userEvent.click(
      within(dialog).getByRole('textbox', { name: /Ticket/ }),
    );
    await userEvent.paste('FOO-1');
    await userEvent.click(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
    );
    await userEvent.paste('Because');
    await userEvent.click(submit(dialog, 'Link'));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      /Nothing was changed.*nothing is known of FOO-1/,
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: /Link/ })).toBeNull(),
    );
    expect(drawer).toBeVisible();
  });

  it('are not for those who lack the permission, who are told', async () => {
    const drawer = await openDrawer(false);
    expect(
      await within(drawer).findByText(/needs the permission trace\.link/),
    ).toBeVisible();
    for (const name of ['Link a ticket…', 'Unlink PAY-812…']) {
      expect(within(drawer).getByRole('button', { name })).toBeDisabled();
    }
  });
});
