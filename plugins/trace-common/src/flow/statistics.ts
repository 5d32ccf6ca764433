/**
 * A quantile by linear interpolation between the two nearest values: type 7 of
 * Hyndman and Fan (1996), which is what PostgreSQL's `percentile_cont` and most
 * spreadsheets give. Of an even number of values the median is the mean of the
 * two in the middle.
 *
 * @param sorted - ascending
 * @param share - 0 to 1
 * @returns undefined of no values
 */
export function quantile(
  sorted: ArrayLike<number>,
  share: number,
): number | undefined {
  if (sorted.length === 0) return undefined;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The values in ascending order; the given ones stay as they are. */
export function ascending(values: Iterable<number>): Float64Array {
  return new Float64Array(values).sort();
}

/** Median and third quartile of values in any order. */
export function quartiles(
  values: Iterable<number>,
): { p50: number; p75: number } | undefined {
  const sorted = ascending(values);
  const p50 = quantile(sorted, 0.5);
  return p50 === undefined ? undefined : { p50, p75: quantile(sorted, 0.75)! };
}

/** Median of values in any order; undefined of none. */
export function median(values: Iterable<number>): number | undefined {
  return quantile(ascending(values), 0.5);
}

/**
 * How likely two counts differ at least so much when both have the same rate:
 * the exact conditional test of two Poisson counts (Przyborowski and Wilenski
 * 1940), which given their sum is a two-sided binomial test with one half.
 *
 * @returns 1 where both are 0
 */
export function sameRateProbability(a: number, b: number): number {
  const n = a + b;
  const less = Math.min(a, b);
  if (2 * less >= n) return 1;
  // By logarithms: 2^-n of a large n is no number.
  let term = -n * Math.LN2;
  let tail = Math.exp(term);
  for (let k = 1; k <= less; k++) {
    term += Math.log((n - k + 1) / k);
    tail += Math.exp(term);
  }
  return Math.min(1, 2 * tail);
}

/** A difference is said only when chance gives it less often than this. */
export const TREND_LEVEL = 0.05;

/**
 * Whether a queue grows or shrinks, as far as arrivals and departures can be
 * told from two counts of the same rate.
 */
export function trendOf(
  arrivals: number,
  departures: number,
): 'growing' | 'shrinking' | 'steady' {
  if (sameRateProbability(arrivals, departures) >= TREND_LEVEL) return 'steady';
  return arrivals > departures ? 'growing' : 'shrinking';
}
