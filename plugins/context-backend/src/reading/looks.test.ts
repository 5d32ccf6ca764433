import { baselineOf, Look, lookOn } from './looks';

const at = (minute: number) => new Date(minute * 60_000);
const look = (baseline: number, seen: number, minute: number): Look => ({
  baseline,
  seen,
  seenAt: at(minute),
});

describe('what is marked as changed', () => {
  it.each<[rule: string, look: Look, minute: number, baseline: number]>([
    ['stays while the look goes on', look(5, 6, 0), 29, 5],
    ['is over half an hour later', look(5, 6, 0), 30, 6],
    ['is over the day after', look(5, 6, 0), 24 * 60, 6],
    ['stays when a clock is behind', look(5, 6, 10), 9, 5],
  ])('%s', (_, previous, minute, baseline) => {
    expect(baselineOf(previous, at(minute))).toBe(baseline);
  });
});

describe('a look', () => {
  it.each<
    [
      rule: string,
      previous: Look | undefined,
      request: [minute: number, revision: number, settle: boolean],
      expected: [baseline: number, seen: number],
    ]
  >([
    ['marks nothing at first', undefined, [0, 5, false], [5, 5]],
    ['marks nothing at first and settled', undefined, [0, 5, true], [5, 5]],
    ['keeps its marks', look(5, 5, 0), [10, 6, false], [5, 6]],
    ['keeps its marks on a reload', look(5, 6, 10), [11, 6, false], [5, 6]],
    ['goes on and on', look(5, 6, 40), [69, 7, false], [5, 7]],
    ['begins anew after a pause', look(5, 6, 0), [30, 9, false], [6, 9]],
    ['loses its marks when settled', look(5, 6, 0), [1, 6, true], [6, 6]],
    ['is settled after a pause', look(5, 6, 0), [60, 9, true], [9, 9]],
    ['unsees nothing', look(5, 8, 0), [1, 6, false], [5, 8]],
    ['brings no mark back', look(8, 8, 0), [1, 6, true], [8, 8]],
  ])('%s', (_, previous, [minute, revision, settle], [baseline, seen]) => {
    expect(lookOn(previous, { revision, settle }, at(minute))).toEqual(
      look(baseline, seen, minute),
    );
  });
});
