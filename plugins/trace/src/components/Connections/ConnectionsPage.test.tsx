import { ConflictError, NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { deliveries, failedDelivery } from '../../__testUtils__/fixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { ConnectionsPage } from './ConnectionsPage';

describe('ConnectionsPage', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
  });

  const render = (query?: string) =>
    renderPage(<ConnectionsPage />, { api, query });
  const sourceOf = async (title: string) =>
    (await screen.findByRole('heading', { name: title })).closest('li')!;
  const rowOf = async (event: string) =>
    (await screen.findByRole('cell', { name: event })).closest('tr')!;

  describe('sources', () => {
    it('shows the address of an open door and what came through it', async () => {
      render();
      const github = await sourceOf('GitHub');
      expect(
        await within(github).findByText(
          'https://portal.example/api/trace/ingest/github',
        ),
      ).toBeVisible();
      expect(within(github).getByText('open')).toBeVisible();
      for (const text of [
        'changes and reviews, checks, deployments, issues',
        '3 deliveries, last',
        '2 waiting',
        '1480 done',
        '96 ignored',
        '1 failed',
      ]) {
        expect(github).toHaveTextContent(text);
      }
    });

    it('says what opens a closed door', async () => {
      render();
      const junit = await sourceOf('JUnit');
      expect(
        within(junit).getByText('closed: no secret configured'),
      ).toBeVisible();
      expect(junit).toHaveTextContent(
        /trace: sources: junit: secrets: - \$\{JUNIT_WEBHOOK_SECRET\}/,
      );
      expect(
        within(await sourceOf('GitHub')).queryByText(/GITHUB_WEBHOOK_SECRET/),
      ).not.toBeInTheDocument();
    });

    it('shows how far histories are read', async () => {
      render();
      const git = await sourceOf('Git history');
      const progress = within(git).getByRole('progressbar', {
        name: 'History of github.com/acme/payments',
      });
      expect(progress).toHaveAttribute('aria-valuenow', '62');
      expect(git).toHaveTextContent('12,400 of 20,000');
      expect(git).toHaveTextContent(
        'The repository could not be cloned: authentication failed',
      );
      expect(
        within(git).queryByText('Webhook address'),
      ).not.toBeInTheDocument();
    });

    it('names repositories without an entity', async () => {
      render();
      expect(
        (await screen.findByText('github.com/acme/experiments')).parentElement,
      ).toHaveTextContent('14 changes');
    });

    it('invites to configure the first one', async () => {
      api.sources = { ...api.sources, items: [] };
      render();
      expect(await screen.findByText('No source is configured')).toBeVisible();
    });

    it('opens a count to its deliveries', async () => {
      render();
      await userEvent.click(
        within(await sourceOf('GitHub')).getByRole('link', {
          name: '1 failed',
        }),
      );
      await waitFor(() =>
        expect(screen.queryByRole('cell', { name: 'push' })).toBeNull(),
      );
      await rowOf('pull_request');
      expect(currentQuery().toString()).toBe('source=github&status=failed');
    });
  });

  describe('deliveries', () => {
    it('shows the reason and where in the payload', async () => {
      render();
      const row = await rowOf('pull_request');
      expect(row).toHaveTextContent(
        'failedexpected a whole numberat pull_request.number',
      );
    });

    it('filters by status', async () => {
      render();
      await rowOf('push');
      await userEvent.click(screen.getByRole('button', { name: /Any status/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: 'ignored' }),
      );
      await waitFor(() =>
        expect(screen.queryByRole('cell', { name: 'push' })).toBeNull(),
      );
      await rowOf('watch');
      expect(api.asked.deliveries.at(-1)).toMatchObject({ status: 'ignored' });
    });

    it('replays what failed and says so', async () => {
      render();
      const row = await rowOf('pull_request');
      await userEvent.click(
        within(row).getByRole('button', { name: 'Replay pull_request 1583' }),
      );
      expect(
        await screen.findByText(
          'In line again: pull_request will be read once more.',
        ),
      ).toBeVisible();
      expect(api.asked.replays).toEqual(['1583']);
      expect(await rowOf('pull_request')).toHaveTextContent('in line again');
    });

    it('offers the replay anew when the delivery fails again', async () => {
      render();
      await userEvent.click(
        within(await rowOf('pull_request')).getByRole('button'),
      );
      await screen.findByText(/In line again/);
      api.deliveries = deliveries.map(delivery =>
        delivery.id === failedDelivery.id
          ? { ...delivery, processedAt: '2026-03-10T12:30:00.000Z' }
          : delivery,
      );
      await userEvent.click(screen.getByRole('button', { name: /Any status/ }));
      await userEvent.click(
        await screen.findByRole('option', { name: 'failed' }),
      );
      await waitFor(async () =>
        expect(
          within(await rowOf('pull_request')).getByRole('button'),
        ).toBeEnabled(),
      );
    });

    it('says why a replay was refused', async () => {
      api.replayError = new ConflictError('It is waiting already');
      render();
      await userEvent.click(
        within(await rowOf('pull_request')).getByRole('button'),
      );
      expect(
        await screen.findByText(
          'It could not be replayed: It is waiting already',
        ),
      ).toBeVisible();
    });

    it('offers no replay for what is done or no longer kept', async () => {
      render();
      expect(
        within(await rowOf('deployment_status')).queryByRole('button'),
      ).toBeNull();
      const expired = await rowOf('watch');
      expect(within(expired).queryByRole('button')).toBeNull();
      expect(expired).toHaveTextContent('payload expired');
    });

    it('reads page by page', async () => {
      api.pageSize = 3;
      render();
      await rowOf('watch');
      expect(screen.queryByText('deployment_status')).toBeNull();
      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      await rowOf('deployment_status');
    });

    it('invites when nothing has come yet', async () => {
      api.deliveries = [];
      render();
      expect(await screen.findByText('No delivery yet')).toBeVisible();
    });
  });

  it('tells people without the permission whom to ask, and shows nothing', async () => {
    api.error = new NotAllowedError('');
    render();
    expect(await screen.findByText(/trace\.deliveries\.read/)).toBeVisible();
    expect(screen.queryByText('Deliveries')).toBeNull();
    expect(screen.queryByText('Sources')).toBeNull();
  });

  it('shows other errors with a way to try again', async () => {
    api.error = new Error('The database is away');
    render();
    expect(await screen.findAllByText('The database is away')).toHaveLength(3);
    api.error = undefined;
    for (const button of screen.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(button);
    }
    await sourceOf('GitHub');
    await rowOf('push');
  });
});
