import { FlowWeek } from '@throughline/plugin-trace-common';
import { fullWeeks, totals, weekPoints } from './weekPoints';

const week = (
  start: string,
  [agent, assisted, none]: number[],
  delivered: number,
): FlowWeek => ({
  start,
  partial: false,
  created: { agent, assisted, 'none-seen': none },
  delivered: { agent: delivered, assisted: 0, 'none-seen': 0 },
});

const weeks = [
  week('2026-03-02', [1, 2, 3], 4),
  week('2026-03-09', [1, 0, 0], 5),
];

describe('fullWeeks', () => {
  it.each([
    ['2026-03-15T23:59:59.999Z', 1],
    ['2026-03-16T00:00:00.000Z', 2],
  ])('leaves out what is not over at %s', (to, count) => {
    expect(fullWeeks(weeks, to)).toEqual(weeks.slice(0, count));
  });
});

describe('weekPoints', () => {
  it('draws the gap from delivered up to opened', () => {
    const points = weekPoints(weeks, ['agent', 'assisted', 'none-seen']);
    expect(points[0]).toEqual({
      start: '2026-03-02',
      opened: 6,
      delivered: 4,
      gap: [4, 6],
    });
  });

  it('draws none where delivery kept up', () => {
    expect(weekPoints(weeks, ['agent'])[1].gap).toEqual([5, 5]);
  });

  it('counts only what was written so', () => {
    expect(totals(weekPoints(weeks, ['assisted']))).toEqual({
      opened: 2,
      delivered: 0,
    });
  });
});
