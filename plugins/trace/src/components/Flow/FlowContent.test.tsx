import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { noFlow, scopes } from '../../__testUtils__/flowFixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { flowQuery } from '../../hooks/flowAddress';
import { EntityFlowContent } from './EntityFlowContent';
import { FlowContent } from './FlowContent';

const SENTENCE = /^Review is the bottleneck/;

describe('FlowContent', () => {
  let api: FakeTraceApi;
  beforeEach(() => {
    api = new FakeTraceApi();
  });
  const render = (query?: string) =>
    renderPage(<FlowContent />, { api, query });

  it('answers first, then says what that is made of', async () => {
    render();
    expect(await screen.findByText(SENTENCE)).toBeVisible();
    expect(screen.getByText(/Coding is 24 % of lead time/)).toBeVisible();
    expect(screen.getByText(/From 341 delivered changes/)).toBeVisible();
    expect(
      screen.getByText('78 % whole: 267 of 341 deployed changes'),
    ).toBeVisible();
    expect(
      within(screen.getByRole('table', { name: 'Changes by size' }))
        .getByText('500 to 999')
        .closest('tr'),
    ).toHaveTextContent(/500 to 999743.d17.%/);
    expect(
      screen.getByText(/14 entities · 3 deliveries on their way/),
    ).toBeVisible();
  });

  describe('what is shown', () => {
    it('is what the address says', async () => {
      const scope = 'system:default/payments';
      api.flow = noFlow;
      render(`?scope=${scope}&days=30&environment=staging&written=agent`);
      await screen.findByText('No change matches');
      expect(api.asked.flow).toEqual([
        flowQuery({
          scope,
          days: 30,
          environment: 'staging',
          written: 'agent',
        }),
      ]);
      expect(api.asked.coverage).toEqual(api.asked.flow);
    });

    it('can be another period, which the address then says', async () => {
      api.flow = noFlow;
      render();
      await userEvent.click(
        await screen.findByRole('radio', { name: 'The last 180 days' }),
      );
      await waitFor(() => expect(api.asked.flow).toHaveLength(2));
      expect(currentQuery().get('days')).toBe('180');
    });

    it('is the entity on its own page', async () => {
      api.flow = noFlow;
      renderPage(
        <EntityProvider entity={scopes[0]}>
          <EntityFlowContent />
        </EntityProvider>,
        { api, query: '?scope=system:default/storefront' },
      );
      await screen.findByText('The flow of work appears here');
      expect(api.asked.flow[0].scope).toBe('system:default/payments');
      expect(screen.queryByLabelText('Show the flow of')).toBeNull();
    });
  });

  it('opens a gap into the list to fix', async () => {
    render('?rows=gap.no-ticket');
    expect(
      await screen.findByRole('dialog', { name: 'To fix: no ticket' }),
    ).toBeVisible();
    await waitFor(() =>
      expect(api.asked.flowRows.at(-1)).toMatchObject({
        gap: 'no-ticket',
        ...api.flow.period,
      }),
    );
    expect(
      screen.getByRole('link', { name: '48 to fix: no ticket', hidden: true }),
    ).toHaveAttribute('href', '/?rows=gap.no-ticket');
  });

  it('shows the rest when coverage fails, which can be tried again', async () => {
    api.coverageError = new Error('coverage is being counted');
    render();
    expect(await screen.findByText('coverage is being counted')).toBeVisible();
    expect(screen.getByText(SENTENCE)).toBeVisible();
    api.coverageError = undefined;
    await userEvent.click(screen.getByText('Try again'));
    expect(await screen.findByText(/whole: 267 of 341/)).toBeVisible();
  });

  it('can be taken elsewhere as CSV', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = blob => {
      saved.push(blob as Blob);
      return 'blob:saved';
    };
    URL.revokeObjectURL = () => {};
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    render();
    await screen.findByText(/whole: 267 of 341/);
    await userEvent.click(screen.getByText('Export CSV'));
    expect(click.mock.contexts[0]).toHaveProperty(
      'download',
      'flow-organisation-2026-03-10.csv',
    );
    click.mockRestore();
    const csv = await saved[0].text();
    expect(csv).toContain('stage,waiting-for-review,queue,,37,changes');
    expect(csv).toContain('coverage,no-ticket,gap,,48,changes');
  });

  describe('when there is nothing to show', () => {
    it('invites to connect a source', async () => {
      api.flow = noFlow;
      render();
      expect(
        await screen.findByText('The flow of work appears here'),
      ).toBeVisible();
      expect(
        screen.getByRole('link', { name: 'Open Connections' }),
      ).toHaveAttribute('href', '/connections');
    });

    it('offers to show all when a filter hides it', async () => {
      api.flow = noFlow;
      render('?written=agent&days=30');
      await userEvent.click(
        await screen.findByRole('button', { name: 'Show all' }),
      );
      expect(currentQuery().toString()).toBe('');
    });

    it('says what a scope without entities needs', async () => {
      api.flow = { ...noFlow, scope: { ...noFlow.scope, entities: 0 } };
      render();
      expect(await screen.findByText(/github.com\/project-slug/)).toBeVisible();
    });

    it('says who gives the permission', async () => {
      api.flowError = new NotAllowedError('');
      render();
      expect(await screen.findByText(/trace\.read/)).toBeVisible();
    });

    it('does not tell what is hidden from what is not there', async () => {
      api.flowError = new NotFoundError('');
      render('?scope=system:default/secret');
      await userEvent.click(
        await screen.findByRole('button', {
          name: 'Show everything you may see',
        }),
      );
      expect(currentQuery().get('scope')).toBeNull();
    });

    it('says what failed and tries again', async () => {
      api.flow = noFlow;
      api.flowError = new Error('The database is being upgraded');
      render();
      expect(
        await screen.findByText('The database is being upgraded'),
      ).toBeVisible();
      api.flowError = undefined;
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(
        await screen.findByText('The flow of work appears here'),
      ).toBeVisible();
    });

    it('has the shape of the page while it loads', async () => {
      api.getFlow = () => new Promise(() => {});
      render();
      expect(
        await screen.findByRole('status', { name: 'Loading the flow of work' }),
      ).toBeVisible();
    });
  });
});
