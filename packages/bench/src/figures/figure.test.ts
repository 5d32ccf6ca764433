import {
  atMostMore,
  figureOf,
  guardAtMost,
  meets,
  missed,
  ratioAtLeast,
  ratioAtMost,
} from './figure';

const figure = (
  target: Parameters<typeof figureOf>[0]['target'],
  ours: number[],
  yardstick?: number[],
) => figureOf({ id: 'x', unit: 'ms', runs: { ours, yardstick }, target });

describe('a figure', () => {
  it('is the median of its runs, with the lowest and the highest', () => {
    const { ours, yardstick, ratio, spread } = figure(
      ratioAtLeast(2),
      [9, 1, 6, 5, 7],
      [2, 3, 4],
    );
    expect({ ours, yardstick, ratio }).toEqual({
      ours: 6,
      yardstick: 3,
      ratio: 2,
    });
    expect(spread).toEqual({ runs: 5, ours: [1, 9], yardstick: [2, 4] });
  });

  it('takes the mean of the two in the middle', () => {
    expect(figure(guardAtMost(1), [1, 2, 4, 100]).ours).toBe(3);
  });

  it.each([
    ['at least, just reached', ratioAtLeast(2.5), [25], [10], true],
    ['at least, just missed', ratioAtLeast(2.5), [24.9], [10], false],
    ['at most, just reached', ratioAtMost(1.3), [13], [10], true],
    ['at most, just missed', ratioAtMost(1.3), [13.1], [10], false],
    ['no more than so much above', atMostMore(150), [550], [400], true],
    ['more than so much above', atMostMore(150), [551], [400], false],
  ])('is held against its target: %s', (_, target, ours, theirs, met) => {
    expect(figure(target, ours, theirs).met).toBe(met);
  });

  it('is not met without anything to compare with', () => {
    expect(figure(ratioAtLeast(0), [5]).met).toBe(false);
    expect(figure(ratioAtLeast(1), [5], [0]).met).toBe(false);
    expect(meets(ratioAtMost(1), NaN)).toBe(false);
  });
});

describe('what makes a bench fail', () => {
  it('is a missed target, and never a guard', () => {
    const met = figure(ratioAtMost(2), [1], [1]);
    const failed = figure(ratioAtMost(2), [3], [1]);
    const guard = figure(guardAtMost(2), [3]);
    expect(guard.met).toBe(false);
    expect(missed([met, failed, guard])).toEqual([failed]);
  });
});
