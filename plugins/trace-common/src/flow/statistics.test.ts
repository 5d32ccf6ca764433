import { median, quantile, quartiles, sameRateProbability, trendOf } from '..';

describe('a quantile', () => {
  it('lies between the two nearest values, as percentile_cont does', () => {
    // place (n - 1) p: 3 · 0.75 = 2.25, so 3 + 0.25 · (10 - 3)
    expect(quantile([1, 2, 3, 10], 0.75)).toBe(4.75);
    expect(quantile([1, 2, 3, 10], 0)).toBe(1);
    expect(quantile([1, 2, 3, 10], 1)).toBe(10);
    expect(quantile([7], 0.75)).toBe(7);
  });

  it('is none of no values', () => {
    expect(quantile([], 0.5)).toBeUndefined();
    expect(quartiles([])).toBeUndefined();
    expect(median([])).toBeUndefined();
  });

  it('does not need them in order, nor order them as texts', () => {
    expect(median([100, 9, 20])).toBe(20);
    expect(median([100, 9])).toBe(54.5);
    expect(quartiles([4, 1, 3, 2])).toEqual({ p50: 2.5, p75: 3.25 });
  });
});

describe('whether two counts have the same rate', () => {
  it('is told by the exact two-sided binomial test', () => {
    // 2 · (1 + 10 + 45) / 1024
    expect(sameRateProbability(8, 2)).toBeCloseTo(112 / 1024, 12);
    // 2 · (1 + 10) / 1024
    expect(sameRateProbability(9, 1)).toBeCloseTo(22 / 1024, 12);
    expect(sameRateProbability(1, 9)).toBeCloseTo(22 / 1024, 12);
    // 2 · 1 / 32
    expect(sameRateProbability(5, 0)).toBeCloseTo(1 / 16, 12);
  });

  it('is certain of equal counts, and of none', () => {
    expect(sameRateProbability(0, 0)).toBe(1);
    expect(sameRateProbability(7, 7)).toBe(1);
  });

  it('is a number of counts whose powers of two are none', () => {
    expect(sameRateProbability(3_000, 2_999)).toBeCloseTo(1, 1);
    expect(sameRateProbability(3_000, 1_000)).toBeLessThan(1e-12);
  });
});

describe('a trend', () => {
  it('is only said when chance would give it less than once in twenty', () => {
    expect(trendOf(8, 2)).toBe('steady');
    expect(trendOf(9, 1)).toBe('growing');
    expect(trendOf(1, 9)).toBe('shrinking');
    // 5 of 5 is one in sixteen; 6 of 6 one in thirty-two.
    expect(trendOf(5, 0)).toBe('steady');
    expect(trendOf(6, 0)).toBe('growing');
  });
});
