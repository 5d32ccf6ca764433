import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { noFlow, someFlow } from '../../__testUtils__/flowFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { formatRows } from '../../hooks/flowAddress';
import { Metrics } from './Metrics';

describe('Metrics', () => {
  const render = (flow = someFlow) =>
    renderPage(
      <Metrics flow={flow} hrefOf={rows => `?rows=${formatRows(rows)}`} />,
      { api: new FakeTraceApi() },
    );
  const row = async (name: string) =>
    within((await screen.findByText(name)).closest('tr')!);

  it('says what a metric is made of, and opens it', async () => {
    render();
    const failed = await row('Change fail rate');
    expect(failed.getByText('6.9 %')).toBeVisible();
    expect(
      failed.getByRole('link', { name: '22 of 318 of Change fail rate' }),
    ).toHaveAttribute('href', '/?rows=metric.change-fail-rate');
    expect(
      (await row('Lead time for changes')).getByText('2.6 d'),
    ).toBeVisible();
  });

  it('says what is left out and why, and opens each reason', async () => {
    render();
    const leadTime = await row('Lead time for changes');
    expect(
      leadTime.getByRole('link', {
        name: '61 not deployed, left out of Lead time for changes',
      }),
    ).toHaveAttribute('href', '/?rows=metric.change-lead-time.not-deployed');
    expect((await row('Rework rate')).getByText('nothing')).toBeVisible();
  });

  it('shows a reason that is newer than the page as it is called', async () => {
    const [first] = someFlow.metrics;
    const excluded = [{ reason: 'moon-phase', count: 2 }];
    render({ ...someFlow, metrics: [{ ...first, excluded }] });
    expect(await screen.findByText('2 moon phase')).toBeVisible();
  });

  it('explains definition, sureness and what DevLake would say', async () => {
    render();
    await userEvent.click(
      (await row('Lead time for changes')).getByText('why?'),
    );
    expect(await screen.findByText(/first commit until/)).toBeVisible();
    expect(
      screen.getByText('As DevLake counts: 2.9 d, from 372 rows.'),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await userEvent.click((await row('Change fail rate')).getByText('why?'));
    expect(
      await screen.findByText(/9 confirmed by a person, 7 named .* 6 likely/),
    ).toBeVisible();
  });

  it('does not show unknown as a number', async () => {
    render(noFlow);
    const leadTime = await row('Lead time for changes');
    expect(leadTime.getByText('no data yet')).toBeVisible();
    expect(leadTime.queryByRole('link')).toBeNull();
  });
});
