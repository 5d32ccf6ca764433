import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NowProvider } from '@throughline/plugin-context-react';
import { UnownedRepository } from '@throughline/plugin-trace-common';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { Unowned } from './Unowned';

const latestAt = '2026-03-04T11:00:00.000Z';

/** Made up: a monorepo with folders that nobody claims. */
const SHOP: UnownedRepository = {
  repository: 'github.com/acme/shop',
  folders: [
    {
      glob: 'docs/**',
      changes: 12,
      alsoOwned: 3,
      latestAt,
      latest: {
        id: 'change:github.com/acme/shop#7',
        kind: 'change',
        title: 'Explain fees',
        url: 'https://github.com/acme/shop/pull/7',
      },
    },
    { changes: 1, alsoOwned: 0, latestAt, latest: { hidden: true } },
  ],
  truncated: false,
};
const WEB = { ...SHOP, repository: 'github.com/acme/web', truncated: true };

describe('parts of repositories without an entity', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.unowned = [SHOP, WEB];
  });

  const render = (query?: string) =>
    renderPage(
      <NowProvider>
        <Unowned />
      </NowProvider>,
      { api, query },
    );
  const section = async () =>
    (
      await screen.findByRole('heading', {
        name: 'Parts of repositories without an entity',
      })
    ).closest('section')!;

  it('says what changed where, and how to claim it', async () => {
    await render();
    const shown = within(await section());
    await userEvent.click(await shown.findByText('github.com/acme/shop'));
    const [docs, unknown] = within(
      shown.getByText('github.com/acme/shop').closest('details')!,
    ).getAllByRole('listitem');
    expect(docs).toHaveTextContent(/docs\/\*\*12 changes3 of them belong/);
    expect(
      within(docs).getByRole('link', { name: /Explain fees/ }),
    ).toHaveAttribute('href', 'https://github.com/acme/shop/pull/7');
    expect(unknown).toHaveTextContent('which files is not known or not shown');
    expect(unknown).toHaveTextContent('of an entity that you may not see');
    expect(await section()).toHaveTextContent(
      'throughline.dev/paths: "docs/**"',
    );
    expect(shown.getByText('more than 2 parts')).toBeVisible();
  });

  it('can be linked to, by repository', async () => {
    await render('?unowned=github.com%2Facme%2Fweb');
    const shown = within(await section());
    expect(await shown.findByText('github.com/acme/web')).toBeVisible();
    expect(shown.getAllByText('docs/**')[0]).toBeVisible();
    expect(shown.queryByText('github.com/acme/shop')).toBeNull();
    await userEvent.click(
      shown.getByRole('link', { name: 'All repositories' }),
    );
    expect(await shown.findByText('github.com/acme/shop')).toBeVisible();
  });

  it('says that there is nothing, or not even that', async () => {
    api.unowned = [];
    const { unmount } = await render();
    expect(
      await screen.findByText(/^Nothing: whatever changed in the last 90 days/),
    ).toBeVisible();
    unmount();
    api.unownedError = new NotAllowedError('not for you');
    await render();
    await waitFor(() =>
      expect(screen.queryByText(/without an entity$/)).toBeNull(),
    );
  });
});
