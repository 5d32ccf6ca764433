import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NowProvider } from '@throughline/plugin-context-react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { someDeployments } from '../../__testUtils__/deploymentFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { Deployments } from './Deployments';

const ENTITY = { kind: 'Component', namespace: 'default', name: 'payments' };

describe('Deployments', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.deployments = someDeployments;
  });

  const renderOpen = async () => {
    await renderPage(
      <NowProvider>
        <Deployments entityRef={ENTITY} hrefOf={id => `/?change=${id}`} />
      </NowProvider>,
      { api },
    );
    expect(api.asked.deployments).toEqual([]);
    await userEvent.click(screen.getByText('Deployments'));
  };

  it('says what each took out and brought, and how sure that is', async () => {
    await renderOpen();
    const items = await screen.findAllByRole('listitem');
    expect(items).toHaveLength(3);
    const [rollback, forward, baseline] = items;
    expect(rollback).toHaveTextContent(/prod-eu.*production.*v2\.3\.0/);
    expect(rollback).toHaveTextContent('rolled back');
    expect(rollback).toHaveTextContent('Took out 3 commits');
    expect(rollback).not.toHaveTextContent('Brought');
    expect(rollback).not.toHaveTextContent('hidden by the backend');
    const change = within(rollback).getByRole('link', { name: '#12 A' });
    expect(change).toHaveAttribute(
      'href',
      '/?change=change:github.com/acme/payments#12',
    );
    expect(
      within(rollback).getByRole('link', { name: '#13 Restricted change' }),
    ).toBeVisible();

    expect(forward).toHaveTextContent('Brought 41 commits');
    expect(forward).toHaveTextContent('and more');
    expect(forward).toHaveTextContent('contents partly known');
    expect(forward).toHaveTextContent('estimated');
    expect(baseline).toHaveTextContent('first known');
  });

  it('reads on, page by page', async () => {
    api.pageSize = 2;
    await renderOpen();
    expect(await screen.findAllByRole('listitem')).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more deployments' }),
    );
    expect(await screen.findByText('first known')).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
  });

  it('says when there is none', async () => {
    api.deployments = [];
    await renderOpen();
    expect(
      await screen.findByText(
        'Nothing was deployed yet, as far as trace knows',
      ),
    ).toBeVisible();
  });

  it('says when they cannot be read, and reads again', async () => {
    api.error = new Error('The backend is away');
    await renderOpen();
    const again = await screen.findByRole('button', { name: /again|retry/i });
    expect(screen.getByText(/The backend is away/)).toBeVisible();
    api.error = undefined;
    await userEvent.click(again);
    expect(await screen.findAllByRole('listitem')).toHaveLength(3);
  });
});
