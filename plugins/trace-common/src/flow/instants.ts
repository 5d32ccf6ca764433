/** Two digits of a text, at a place. */
const two = (text: string, at: number) =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * 48;

/**
 * Milliseconds of an instant. Figures read hundreds of thousands of them, nearly
 * all as `toISOString` writes them: of those the digits are taken as they stand,
 * in less than half the time of `Date.parse`.
 */
export function msOf(instant: string): number {
  if (instant.length !== 24 || !instant.endsWith('Z')) {
    return Date.parse(instant);
  }
  return Date.UTC(
    two(instant, 0) * 100 + two(instant, 2),
    two(instant, 5) - 1,
    two(instant, 8),
    two(instant, 11),
    two(instant, 14),
    two(instant, 17),
    two(instant, 20) * 10 + instant.charCodeAt(22) - 48,
  );
}

/** Seconds from one instant to another. */
export const secondsBetween = (from: string, to: string): number =>
  (msOf(to) - msOf(from)) / 1000;
