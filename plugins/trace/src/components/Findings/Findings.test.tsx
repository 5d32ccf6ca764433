import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NowProvider } from '@throughline/plugin-context-react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import {
  someFindings,
  someFlakyTests,
} from '../../__testUtils__/findingFixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { Findings } from './Findings';

const ENTITY = { kind: 'Component', namespace: 'default', name: 'payments' };

describe('Security and tests', () => {
  let api: FakeTraceApi;

  beforeEach(() => {
    api = new FakeTraceApi();
    api.findings = someFindings;
    api.flakyTests = someFlakyTests;
  });

  const render = (query?: string) =>
    renderPage(
      <NowProvider>
        <Findings entityRef={ENTITY} />
      </NowProvider>,
      { api, query },
    );
  const renderOpen = async () => {
    await render();
    await userEvent.click(screen.getByText('Security and tests'));
  };
  const findings = async () =>
    within(
      await screen.findByRole('list', { name: /^Findings/ }),
    ).findAllByRole('listitem');

  it('says how bad each is, where, and whose exception is over', async () => {
    await renderOpen();
    const [worst, expired] = await findings();
    expect(worst).toHaveTextContent(/critical.*SQL in a query/);
    expect(worst).toHaveTextContent('src/cart.ts:7');
    expect(expired).toHaveTextContent('exception is over');
    expect(expired).toHaveTextContent(
      'accepted by bo until 2026-02-01, because: Until the move',
    );
    const [flaky] = await within(
      screen.getByRole('list', { name: 'Flaky tests' }),
    ).findAllByRole('listitem');
    expect(flaky).toHaveTextContent(/cart › adds.*3 times.*41 min waited/);
  });

  it('accepts one until a day, with a reason', async () => {
    await renderOpen();
    await findings();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Accept for a while… SQL in a query',
      }),
    );
    const dialog = screen.getByRole('dialog');
    const accept = within(dialog).getByRole('button', { name: 'Accept' });
    expect(accept).toBeDisabled();
    await userEvent.type(
      within(dialog).getByLabelText(/Until the end of/),
      '2026-12-31',
    );
    await userEvent.type(
      within(dialog).getByLabelText(/^Reason/),
      'Not reachable',
    );
    await userEvent.click(accept);
    expect(
      await screen.findByText('SQL in a query is accepted until 2026-12-31.'),
    ).toBeInTheDocument();
    expect(api.asked.exceptions).toEqual([
      { reason: 'Not reachable', until: '2026-12-31' },
    ]);
  });

  it('shows what is accepted, and takes it back', async () => {
    api.findings = [
      ...someFindings,
      {
        ...someFindings[1],
        id: 'finding:accepted',
        title: 'A known leak',
        state: 'excepted',
      },
    ];
    await render('?findings=excepted');
    // The address opens it.
    const [accepted, ...others] = await findings();
    expect(others).toEqual([]);
    expect(accepted).toHaveTextContent(
      /A known leak.*accepted by bo until 2026-02-01, because: Until the move/,
    );
    expect(screen.getByRole('radio', { name: 'Accepted 1' })).toHaveAttribute(
      'aria-checked',
      'true',
    );
    await userEvent.click(
      within(accepted).getByRole('button', { name: /^Take back/ }),
    );
    expect(await screen.findByText('No finding is accepted')).toBeVisible();
    // The button is gone with its finding.
    expect(screen.getByText(/is taken back/)).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: /what is open/ }));
    expect(await findings()).toHaveLength(3);
    expect(currentQuery().get('findings')).toBe('open');
  });

  it('offers nothing to whoever may not', async () => {
    api.mayExcept = false;
    await renderOpen();
    await findings();
    expect(screen.queryByRole('button', { name: /Accept/ })).toBeNull();
    expect(screen.getByText(/trace\.exception\.create/)).toBeVisible();
  });

  it('says when there is nothing', async () => {
    api.findings = [];
    api.flakyTests = [];
    await renderOpen();
    expect(await screen.findByText('No open finding')).toBeVisible();
    expect(await screen.findByText('No flaky test was seen')).toBeVisible();
  });

  it('says when it cannot be read', async () => {
    api.error = new Error('The backend is away');
    await renderOpen();
    expect(await screen.findAllByText(/The backend is away/)).toHaveLength(2);
  });
});
