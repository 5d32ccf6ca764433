import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { someFlow } from '../../__testUtils__/flowFixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { Weeks } from './Weeks';

describe('Weeks', () => {
  const render = (weeks = someFlow.weeks) =>
    renderPage(<Weeks weeks={weeks} period={someFlow.period} />, {
      api: new FakeTraceApi(),
    });

  it('says the gap of the full weeks', async () => {
    render();
    expect(
      await screen.findByText(
        '979 opened, 806 delivered in 25 full weeks: 173 more opened than delivered.',
      ),
    ).toBeVisible();
  });

  it('says when delivery keeps up', async () => {
    render(someFlow.weeks.map(week => ({ ...week, created: week.delivered })));
    expect(await screen.findByText(/delivery keeps up/)).toBeVisible();
  });

  it('has its numbers as a table, with the week that is not over', async () => {
    render();
    await userEvent.click(await screen.findByText('As a table'));
    const table = await screen.findByRole('table', {
      name: 'Changes opened and delivered, by week',
    });
    const [, newest, before] = within(table).getAllByRole('row');
    expect(newest).toHaveTextContent(/^Mar 9 \(not over\)/);
    expect(before).toHaveTextContent(/^Mar 25240/);
  });

  it('can be split by how changes were written', async () => {
    render();
    await userEvent.click(
      await screen.findByRole('radio', { name: 'By how written' }),
    );
    expect(currentQuery().get('split')).toBe('true');
    for (const name of ['Agent', 'Assisted', 'None seen']) {
      expect(screen.getByRole('heading', { name })).toBeVisible();
    }
  });
});
