import { HistorySummary } from '@throughline/plugin-trace-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NowProvider } from '@throughline/plugin-context-react';
import { FakeTraceApi } from '../../__testUtils__/FakeTraceApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { Histories } from './Histories';
import { durationText } from './historyOrder';

const history = (
  name: string,
  more: Partial<HistorySummary> = {},
): HistorySummary => ({
  id: name,
  repository: `github.com/acme/${name}`,
  state: 'done',
  done: 10,
  total: 10,
  newFacts: 0,
  ...more,
});

/** 40 repositories: 12 read, two busy or broken, the others waiting. */
const MANY = [
  ...Array.from({ length: 26 }, (_, index) =>
    history(`w${index}`, { state: 'waiting', done: 0, total: undefined }),
  ),
  ...Array.from({ length: 11 }, (_, index) => history(`done${index}`)),
  history('broken', { state: 'failed', message: 'No access' }),
  history('busy', {
    state: 'running',
    done: 40,
    total: 100,
    newFacts: 120,
    remainingSeconds: 250,
  }),
  history('again', { state: 'waiting', completedAt: '2026-03-10T11:00:00Z' }),
];

const render = (histories: HistorySummary[], problem?: string) =>
  renderPage(
    <NowProvider>
      <Histories histories={histories} problem={problem} />
    </NowProvider>,
    { api: new FakeTraceApi() },
  );
const shown = async () =>
  (await screen.findAllByText(/^github\.com\/acme\//)).map(
    ({ textContent }) => textContent!.split('/')[2],
  );

describe('Histories', () => {
  it('shows ten of many, what runs or failed first, and the sum', async () => {
    render(MANY);
    const names = await shown();
    expect(names).toHaveLength(10);
    expect(names.slice(0, 2)).toEqual(['busy', 'broken']);
    expect(screen.getByText('12 of 40 repositories read')).toBeVisible();
  });

  it('shows all of them when asked to', async () => {
    render(MANY);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all 40' }),
    );
    expect(await shown()).toHaveLength(40);
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(await shown()).toHaveLength(10);
  });

  it('finds one by a part of its name', async () => {
    render(MANY);
    const search = await screen.findByRole('searchbox');
    await userEvent.type(search, 'DONE1');
    expect(await shown()).toEqual(['done1', 'done10']);
    await userEvent.type(search, 'xyz');
    expect(await screen.findByText('No repository matches.')).toBeVisible();
  });

  it('leaves a few as they are', async () => {
    render([history('one'), history('two')]);
    expect(await shown()).toEqual(['one', 'two']);
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(screen.queryByText(/repositories read/)).toBeNull();
  });

  it('says what was new, how long it goes on, and what to know', async () => {
    render([
      history('busy', {
        state: 'running',
        done: 40,
        total: 100,
        newFacts: 120,
        remainingSeconds: 250,
        notes: ['Only the first 250 commits of a pull request are listed'],
      }),
    ]);
    const item = (await screen.findByText('github.com/acme/busy')).closest(
      'li',
    )!;
    expect(item).toHaveTextContent(
      '40 of 100 · 120 new facts · about 4 min left',
    );
    expect(within(item).getByText(/Only the first 250/)).toBeVisible();
  });

  it('says why there may be more', async () => {
    render([], 'GitHub does not take the credentials');
    expect(
      await screen.findByText('GitHub does not take the credentials'),
    ).toBeVisible();
  });

  it.each([
    [0, '1 s'],
    [59, '59 s'],
    [250, '4 min'],
    [7_000, '2 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
