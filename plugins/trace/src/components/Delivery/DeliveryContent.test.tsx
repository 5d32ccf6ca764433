import { EntityProvider } from '@backstage/plugin-catalog-react';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ANNOTATION_DEMO } from '@throughline/plugin-trace-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  agentChange,
  chains,
  noChains,
  paymentsApi,
  someChains,
} from '../../__testUtils__/fixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { DeliveryContent } from './DeliveryContent';

describe('DeliveryContent', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.chains = someChains;
  });

  const renderTab = (query?: string, entity = paymentsApi) =>
    renderPage(
      <EntityProvider entity={entity}>
        <DeliveryContent />
      </EntityProvider>,
      { api, query },
    );

  const rowOf = async (title: string) =>
    (await screen.findByRole('link', { name: title })).closest('tr')!;

  describe('metrics', () => {
    it('stand above the changes of a service', async () => {
      renderTab();
      expect(
        await screen.findByRole('link', {
          name: /^2\.6.d, Lead time for changes/,
        }),
      ).toBeVisible();
      expect(api.asked.flow[0].scope).toBe('component:default/payments-api');
    });

    it('of a system are on its Flow tab', async () => {
      renderTab(undefined, { ...paymentsApi, kind: 'System' });
      await rowOf('Retry card capture');
      expect(api.asked.flow).toEqual([]);
    });

    it('are not asked for before anything has arrived', async () => {
      api.chains = {
        ...noChains,
        connection: { ...noChains.connection, seen: false },
      };
      renderTab();
      await screen.findByText(/has arrived yet/);
      expect(screen.queryByText('Lead time for changes')).toBeNull();
    });
  });

  describe('rows', () => {
    it('has a column for every environment, the way changes take', async () => {
      renderTab();
      await rowOf('Retry card capture');
      expect(
        screen.getAllByRole('columnheader').map(header => header.textContent),
      ).toEqual([
        'Ticket',
        'Change',
        'Stage',
        'Review',
        'Tests',
        'staging',
        'production',
      ]);
    });

    it('says what is known of a change', async () => {
      renderTab();
      const row = await rowOf('Retry card capture');
      for (const text of [
        'PAY-812',
        '#482',
        'amira',
        'squashed',
        '+212 −40',
        'waiting to deploy',
        ', stage 7 of 9',
        '2 approvals',
        '318 tests',
        '1 flaky',
        'live',
        'waiting',
      ]) {
        expect(row).toHaveTextContent(text);
      }
      expect(within(row).getByRole('link', { name: /#482/ })).toHaveAttribute(
        'href',
        'https://github.com/acme/payments/pull/482',
      );
    });

    it('gives every status a shape of its own', async () => {
      renderTab();
      const shapes = async (title: string) =>
        [...(await rowOf(title)).querySelectorAll('[data-shape]')].map(mark =>
          mark.getAttribute('data-shape'),
        );
      // review, tests, flaky, staging, production
      expect(await shapes('Retry card capture')).toEqual([
        'ok',
        'ok',
        'attention',
        'ok',
        'unknown',
      ]);
      // review, tests: the environments are empty
      expect(await shapes(agentChange.title)).toEqual(['attention', 'blocked']);
      // three tags, review, tests, staging, production and its contents
      expect(await shapes('Fee rounding')).toEqual([
        'attention',
        'attention',
        'attention',
        'unknown',
        'unknown',
        'ok',
        'blocked',
        'attention',
      ]);
    });

    it('marks what an agent wrote, and says why', async () => {
      renderTab();
      const row = await rowOf(agentChange.title);
      expect(within(row).getByText('agent')).toHaveAttribute(
        'title',
        'Written by an agent. What says so: account copilot-swe-agent[bot]; branch copilot/declined-cards',
      );
      expect(
        within(await rowOf('Retry card capture')).queryByText('agent'),
      ).not.toBeInTheDocument();
    });

    it('names what a chain lacks, and what excuses it', async () => {
      renderTab();
      const incomplete = await rowOf('Fee rounding');
      for (const text of [
        'direct commit',
        'reverted',
        'no review',
        'no tests seen',
      ]) {
        expect(within(incomplete).getByText(text)).toBeVisible();
      }
      expect(
        within(await rowOf('Log the idempotency key')).getByText('no ticket'),
      ).toBeVisible();
      const bump = await rowOf('Bump express from 4.21.1 to 4.21.2');
      expect(within(bump).getByText('bot')).toBeVisible();
      expect(within(bump).queryByText('no ticket')).not.toBeInTheDocument();
    });

    it('shows a direct commit by its short hash and a baseline as one', async () => {
      renderTab();
      const row = await rowOf('Fee rounding');
      expect(within(row).getByRole('link', { name: /9f8e7d6/ })).toBeVisible();
      expect(within(row).getByText('in baseline')).toBeVisible();
      expect(within(row).getByText('rolled back')).toBeVisible();
      expect(within(row).getByText('contents partly known')).toBeVisible();
    });

    it('makes no link of an address that is not one of the web', async () => {
      api.chains = {
        ...someChains,
        // eslint-disable-next-line no-script-url
        items: [{ ...agentChange, url: 'javascript:alert(1)' }],
      };
      renderTab();
      const row = await rowOf(agentChange.title);
      expect(within(row).getByText('#484')).toBeVisible();
      expect(
        within(row).queryByRole('link', { name: /#484/ }),
      ).not.toBeInTheDocument();
    });

    it('labels demo data', async () => {
      renderTab(undefined, {
        ...paymentsApi,
        metadata: {
          ...paymentsApi.metadata,
          annotations: { [ANNOTATION_DEMO]: 'true' },
        },
      });
      expect(await screen.findByText('demo data')).toBeVisible();
    });
  });

  describe('on a phone', () => {
    const wide = window.matchMedia;

    beforeEach(() => {
      window.matchMedia = query =>
        ({
          matches: query.includes('max-width'),
          addListener: () => {},
          removeListener: () => {},
          addEventListener: () => {},
          removeEventListener: () => {},
        } as unknown as MediaQueryList);
    });

    afterEach(() => {
      window.matchMedia = wide;
    });

    it('shows cards with the stage and where a change is', async () => {
      renderTab();
      const list = await screen.findByRole('list', {
        name: 'Changes, newest first',
      });
      expect(screen.queryByRole('table')).not.toBeInTheDocument();
      const card = within(list)
        .getByRole('link', { name: 'Retry card capture' })
        .closest('li')!;
      for (const text of [
        'PAY-812',
        'waiting to deploy',
        'staginglive',
        'productionwaiting',
      ]) {
        expect(card).toHaveTextContent(text);
      }
      expect(card).not.toHaveTextContent('318 tests');
      await userEvent.click(within(card).getByText('waiting to deploy'));
      expect(
        await screen.findByRole('dialog', { name: 'Retry card capture' }),
      ).toBeVisible();
    });
  });

  describe('filters', () => {
    it('asks for what is switched on and keeps it in the address', async () => {
      renderTab();
      await rowOf('Retry card capture');
      const waiting = screen.getByRole('button', { name: 'Waiting' });
      expect(waiting).toHaveAttribute('aria-pressed', 'false');

      await userEvent.click(waiting);
      await waitFor(() =>
        expect(screen.queryByText('Fee rounding')).toBeInTheDocument(),
      );
      await waitFor(() =>
        expect(
          screen.queryByText('Log the idempotency key'),
        ).not.toBeInTheDocument(),
      );
      expect(waiting).toHaveAttribute('aria-pressed', 'true');
      expect(currentQuery().get('waiting')).toBe('true');
      expect(api.asked.chains.at(-1)).toMatchObject({ waiting: true });

      await userEvent.click(waiting);
      await rowOf('Log the idempotency key');
      expect(currentQuery().has('waiting')).toBe(false);
      expect(api.asked.chains.at(-1)).not.toHaveProperty('waiting');
    });

    it('starts from a deep link and leaves strange parameters alone', async () => {
      renderTab('?mine=true&incomplete=true&environment=production&x=1');
      await waitFor(() => expect(api.asked.chains).toHaveLength(1));
      expect(api.asked.chains[0]).toEqual({
        mine: true,
        incomplete: true,
        environment: 'production',
        limit: 25,
        cursor: undefined,
      });
      await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
      expect(currentQuery().get('x')).toBe('1');
    });

    it('sends a search once typing rests', async () => {
      renderTab();
      await rowOf('Retry card capture');
      await userEvent.type(
        screen.getByRole('searchbox', { name: 'Search changes' }),
        'Retry',
      );
      await waitFor(() =>
        expect(screen.queryByText('Fee rounding')).not.toBeInTheDocument(),
      );
      expect(api.asked.chains.map(({ search }) => search)).toEqual([
        undefined,
        'Retry',
      ]);
      expect(currentQuery().get('search')).toBe('Retry');
    });

    it('offers the environments of the entity', async () => {
      renderTab();
      await rowOf('Retry card capture');
      await userEvent.click(
        screen.getByRole('button', { name: /Any environment/ }),
      );
      await userEvent.click(
        await screen.findByRole('option', { name: 'Live in production' }),
      );
      await waitFor(() =>
        expect(api.asked.chains.at(-1)).toMatchObject({
          environment: 'production',
        }),
      );
      expect(currentQuery().get('environment')).toBe('production');
    });
  });

  describe('pages', () => {
    it('adds the next page below and says how many there are', async () => {
      api.pageSize = 2;
      renderTab();
      await rowOf('Retry card capture');
      expect(screen.getByText('2 changes shown')).toBeInTheDocument();
      expect(screen.queryByText('Fee rounding')).not.toBeInTheDocument();

      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      await rowOf('Fee rounding');
      expect(screen.getByText('4 changes shown')).toBeInTheDocument();

      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      await rowOf('Log the idempotency key');
      expect(
        screen.queryByRole('button', { name: 'Load more' }),
      ).not.toBeInTheDocument();
      expect(screen.getAllByRole('row')).toHaveLength(chains.length + 1);
    });

    it('keeps what is there when the next page fails, and tries again', async () => {
      api.pageSize = 2;
      renderTab();
      await rowOf('Retry card capture');
      api.error = new Error('Too busy');
      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      expect(await screen.findByText('Too busy')).toBeVisible();
      await rowOf('Retry card capture');

      api.error = undefined;
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      await rowOf('Fee rounding');
      expect(screen.queryByText('Too busy')).not.toBeInTheDocument();
    });
  });

  describe('freshness', () => {
    it('looks again when asked to, and keeps loaded pages', async () => {
      api.pageSize = 2;
      renderTab();
      await rowOf('Retry card capture');
      await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
      await rowOf('Fee rounding');

      const renamed = { ...agentChange, title: 'Explain it better' };
      api.chains = { ...someChains, items: [renamed, ...chains.slice(1)] };
      await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
      expect(await rowOf('Explain it better')).toBeVisible();
      expect(await rowOf('Fee rounding')).toBeVisible();
    });

    it('looks again by itself only while deliveries are on their way', async () => {
      jest.useFakeTimers({ advanceTimers: true });
      try {
        api.chains = { ...someChains, pending: 2 };
        renderTab();
        await rowOf('Retry card capture');
        expect(screen.getByText(/2 deliveries on their way/)).toBeVisible();

        api.chains = someChains;
        await act(async () => {
          jest.advanceTimersByTime(15_000);
        });
        await waitFor(() =>
          expect(
            screen.queryByText(/deliveries on their way/),
          ).not.toBeInTheDocument(),
        );
        expect(api.asked.chains).toHaveLength(2);
        await act(async () => {
          jest.advanceTimersByTime(60_000);
        });
        expect(api.asked.chains).toHaveLength(2);
      } finally {
        jest.useRealTimers();
      }
    });
  });

  describe('nothing to show', () => {
    it('invites to name the repository', async () => {
      api.chains = {
        ...noChains,
        connection: { seen: false, knowsYou: true },
      };
      renderTab();
      expect(
        await screen.findByText('Connect this entity to its repository'),
      ).toBeVisible();
      expect(
        screen.getByText(/github.com\/project-slug: owner\/repository/),
      ).toBeVisible();
    });

    it('says how events of a named repository get here', async () => {
      api.chains = {
        ...noChains,
        connection: { ...noChains.connection, seen: false },
      };
      renderTab();
      expect(
        await screen.findByText(
          'Nothing from github.com/acme/payments has arrived yet',
        ),
      ).toBeVisible();
      expect(
        screen.getByRole('link', { name: 'Open Connections' }),
      ).toHaveAttribute('href', '/connections');
    });

    it('says so when the repository is busy with other things', async () => {
      api.chains = noChains;
      renderTab();
      expect(
        await screen.findByText('No change of this entity yet'),
      ).toBeVisible();
    });

    it('offers to clear filters that nothing fits', async () => {
      renderTab('?search=zzz');
      await userEvent.click(
        await screen.findByRole('button', { name: 'Clear filters' }),
      );
      await rowOf('Retry card capture');
      expect(currentQuery().toString()).toBe('');
    });

    it('asks a stranger for their login', async () => {
      api.chains = {
        ...noChains,
        connection: { ...noChains.connection, knowsYou: false },
      };
      renderTab('?mine=true');
      expect(
        await screen.findByText(/github.com\/user-login: your-login/),
      ).toBeVisible();
    });
  });

  describe('errors', () => {
    it('shows what went wrong and tries again', async () => {
      api.error = new Error('The database is away');
      renderTab();
      expect(await screen.findByText('The database is away')).toBeVisible();
      api.error = undefined;
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      await rowOf('Retry card capture');
      expect(
        screen.queryByText('The database is away'),
      ).not.toBeInTheDocument();
    });

    it('does not tell an entity that is missing from one that is hidden', async () => {
      api.error = new NotFoundError('component:default/payments-api is secret');
      renderTab();
      expect(await screen.findByText('Nothing to show here')).toBeVisible();
      expect(screen.queryByText(/secret/)).not.toBeInTheDocument();
      expect(screen.queryByRole('button')).not.toBeInTheDocument();
    });

    it('takes other refusals for errors', async () => {
      api.error = new NotAllowedError('Not you');
      renderTab();
      expect(await screen.findByText('Not you')).toBeVisible();
    });
  });
});
