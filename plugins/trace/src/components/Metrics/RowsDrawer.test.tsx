import { FlowRow } from '@throughline/plugin-trace-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { flowRows, someFlow } from '../../__testUtils__/flowFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { RowsOf } from '../../hooks/flowAddress';
import { RowsDrawer } from './RowsDrawer';

describe('RowsDrawer', () => {
  let api: FakeTraceApi;
  let closed: number;
  beforeEach(() => {
    api = new FakeTraceApi();
    closed = 0;
  });
  const render = (rows: RowsOf) =>
    renderPage(
      <RowsDrawer
        rows={rows}
        filter={{ days: 90, scope: 'system:default/payments' }}
        period={someFlow.period}
        onClose={() => {
          closed += 1;
        }}
      />,
      { api },
    );
  const items = async () =>
    within(await screen.findByRole('list')).getAllByRole('listitem');

  it('asks for the rows that the number is made of', async () => {
    render({ metric: 'change-lead-time', excluded: 'bot' });
    expect(
      await screen.findByRole('dialog', {
        name: 'Lead time for changes: left out, by bots',
      }),
    ).toBeVisible();
    await items();
    expect(api.asked.flowRows).toEqual([
      expect.objectContaining({
        scope: 'system:default/payments',
        metric: 'change-lead-time',
        excluded: 'bot',
        ...someFlow.period,
      }),
    ]);
  });

  it('says what the rows come to, of how many, and what is left out', async () => {
    api.flowRows = flowRows.map((row, index) =>
      index === 29
        ? { ...row, value: undefined, excluded: 'too-young' }
        : { ...row, value: 1 },
    );
    render({ figure: 'churn', size: 200 });
    const drawer = await screen.findByRole('dialog', {
      name: 'Churn: 200 to 499 lines changed',
    });
    await items();
    expect(api.asked.flowRows.at(-1)).toMatchObject({
      figure: 'churn',
      size: 200,
    });
    // The last of the rows is left out.
    expect(drawer).toHaveTextContent(/Made of29 of 29Left out1 too young/);
  });

  it('leads to each on the Delivery tab of its service', async () => {
    render({ stage: 'waiting-for-review' });
    const [first] = await items();
    expect(
      within(first).getByRole('link', { name: 'Retry card capture' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payments-api/delivery?change=change%3Agithub.com%2Facme%2Fpayments%23500',
    );
  });

  it('has no words of what is restricted', async () => {
    render({ stage: 'waiting-for-review' });
    expect((await items())[4]).toHaveTextContent(/^Restricted change/);
  });

  it('says what a row adds, or why it does not count', async () => {
    const [one, two] = flowRows;
    const excluded: FlowRow = { ...two, value: undefined, excluded: 'bot' };
    api.flowRows = [{ ...one, value: 2.5 * 86_400 }, excluded];
    render({ metric: 'change-lead-time' });
    const [first, second] = await items();
    expect(first).toHaveTextContent(/2\.5.d$/);
    expect(second).toHaveTextContent('does not count: by bots');
  });

  it('keeps a change that counts for two entities', async () => {
    const [one] = flowRows;
    api.flowRows = [one, { ...one, entityRef: 'component:default/ledger' }];
    api.pageSize = 1;
    render({ stage: 'tests' });
    await userEvent.click(await screen.findByText('Load more'));
    expect(await screen.findByText('ledger')).toBeVisible();
    expect(await items()).toHaveLength(2);
  });

  it('says that there is nothing, and what failed', async () => {
    api.flowError = new Error('too many rows');
    render({ stage: 'merge' });
    expect(await screen.findByText('too many rows')).toBeVisible();
    api.flowError = undefined;
    api.flowRows = [];
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing here now')).toBeVisible();
  });

  it('closes with Escape', async () => {
    render({ stage: 'merge' });
    await items();
    await userEvent.keyboard('{Escape}');
    expect(closed).toBe(1);
  });
});
