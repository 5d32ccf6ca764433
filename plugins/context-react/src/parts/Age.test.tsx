import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Age, NowProvider } from './Age';

const NOW = '2026-03-10T12:00:00.000Z';
const DAY = 24;

function hoursAgo(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}

describe('Age', () => {
  it.each([
    [-1, 'just now'],
    [0, 'just now'],
    [1 / 60, '1 min'],
    [59.9 / 60, '59 min'],
    [1, '1 h'],
    [23.9, '23 h'],
    [DAY, '1 d'],
    [59 * DAY, '59 d'],
    [60 * DAY, '2 mo'],
    [729 * DAY, '24 mo'],
    [731 * DAY, '2 y'],
  ])('of %d hours has one unit: %s', async (hours, text) => {
    renderInTestApp(
      <NowProvider now={Date.parse(NOW)}>
        <Age iso={hoursAgo(hours)} />
      </NowProvider>,
    );
    expect(await screen.findByText(text)).toHaveAttribute(
      'datetime',
      hoursAgo(hours),
    );
  });

  it('says the absolute time on hover', async () => {
    renderInTestApp(
      <NowProvider now={Date.parse(NOW)}>
        <Age iso={hoursAgo(3)} ago />
      </NowProvider>,
    );
    expect((await screen.findByText('3 h ago')).title).toMatch(/2026/);
  });
});
