import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { someFlow } from '../../__testUtils__/flowFixtures';
import { currentQuery, renderPage } from '../../__testUtils__/renderPage';
import { formatRows } from '../../hooks/flowAddress';
import { Weeks } from './Weeks';

describe('Weeks', () => {
  const render = (weeks = someFlow.weeks) =>
    renderPage(
      <Weeks weeks={weeks} period={someFlow.period} hrefOf={formatRows} />,
      { api: new FakeTraceApi() },
    );

  it('says the gap of the full weeks', async () => {
    render();
    const sum = await screen.findByRole('link', { name: '979' });
    expect(sum.closest('p')).toHaveTextContent(
      '979 opened, 806 delivered in 25 full weeks: 173 more opened than delivered.',
    );
    expect(sum).toHaveAttribute('href', '/count.created.all');
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
    // All opened and delivered, then those of agents, each to be opened.
    const [, , agents] = within(before).getAllByRole('link');
    expect(agents).toHaveAccessibleName(/Agent: opened, week from Mar 2/);
    expect(agents).toHaveAttribute('href', '/count.created.2026-03-02.agent');
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
