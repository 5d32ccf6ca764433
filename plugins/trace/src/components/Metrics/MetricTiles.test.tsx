import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { noFlow } from '../../__testUtils__/flowFixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { MetricTiles } from './MetricTiles';

const ref = 'component:default/payments-api';

describe('MetricTiles', () => {
  let api: FakeTraceApi;
  beforeEach(() => {
    api = new FakeTraceApi();
  });
  const render = () => renderPage(<MetricTiles entityRef={ref} />, { api });
  const tiles = async () =>
    within(await screen.findByRole('list')).getAllByRole('listitem');

  it('has the five of DORA for the service', async () => {
    render();
    expect((await tiles()).map(tile => tile.textContent)).toEqual([
      expect.stringMatching(/^Lead time for changes.*2\.6.d341 rows$/),
      expect.stringMatching(/^Deployment frequency.*24\.5 per.week318 rows$/),
      expect.stringMatching(/^Change fail rate.*6\.9.%22 of 318$/),
      expect.stringMatching(/^Recovery time.*1\.7.h22 rows$/),
      expect.stringMatching(/^Rework rate.*11.%35 of 318$/),
    ]);
    expect(api.asked.flow[0].scope).toBe(ref);
  });

  it('opens the rows of a tile', async () => {
    render();
    const [, , failed] = await tiles();
    await userEvent.click(within(failed).getByRole('link'));
    expect(
      await screen.findByRole('dialog', {
        name: 'Change fail rate: what it is made of',
      }),
    ).toBeVisible();
  });

  it('leads to where work piles up', async () => {
    render();
    await tiles();
    expect(
      screen.getByRole('link', { name: 'See where work piles up' }),
    ).toHaveAttribute('href', `/flow?scope=${encodeURIComponent(ref)}`);
  });

  it('does not show unknown as a number', async () => {
    api.flow = noFlow;
    render();
    for (const tile of await tiles()) {
      expect(tile).toHaveTextContent('no data yet');
    }
  });

  it('says what failed and tries again', async () => {
    api.flowError = new Error('counting again');
    render();
    expect(await screen.findByText('counting again')).toBeVisible();
    api.flowError = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await tiles()).toHaveLength(5);
  });
});
