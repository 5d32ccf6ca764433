import { NowProvider } from '@throughline/plugin-context-react';
import { FlowResponse } from '@throughline/plugin-trace-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { NOW } from '../../__testUtils__/fixtures';
import { noFlow, someFlow } from '../../__testUtils__/flowFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { formatRows } from '../../hooks/flowAddress';
import { Sentence } from './Sentence';

const longest = { ...someFlow.bottleneck!, because: 'longest' as const };

describe('Sentence', () => {
  const render = (flow: FlowResponse) =>
    renderPage(
      <NowProvider now={Date.parse(NOW)}>
        <Sentence flow={flow} hrefOf={rows => `?rows=${formatRows(rows)}`} />
      </NowProvider>,
      { api: new FakeTraceApi() },
    );

  it('names the queue that grows, and opens it', async () => {
    render(someFlow);
    expect(
      await screen.findByText(
        'Review is the bottleneck: 14 in, 9 out per week, 37 waiting, oldest 6 d.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the changes that wait there' }),
    ).toHaveAttribute('href', '/?rows=stage.waiting-for-review');
  });

  it('is calm when none grows', async () => {
    render({ ...someFlow, bottleneck: { ...longest, stage: 'security' } });
    expect(
      await screen.findByText(
        'No queue grows. Changes stay longest in “Security”: half of them more than 1.8 d.',
      ),
    ).toBeVisible();
  });

  it('is honest when there is too little, and says why', async () => {
    render({ ...noFlow, bottleneck: longest });
    expect(
      await screen.findByText('Too little to tell from: no change was opened.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Why? how the bottleneck is found' }),
    );
    expect(await screen.findByText(/19 of 20 cases/)).toBeVisible();
    expect(screen.getByText(/fewer than 10 changes/)).toBeVisible();
  });
});
