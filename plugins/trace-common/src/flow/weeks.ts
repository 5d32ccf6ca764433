/** Milliseconds of a day. UTC has no days of another length. */
export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Weeks that are shown at the least. */
export const MIN_WEEKS = 26;

/** Midnight, UTC, of the Monday on or before an instant; in milliseconds. */
export function mondayOf(instant: string | number): number {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  return (
    Math.floor((ms - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS
  );
}

/** Weeks that begin on Monday, UTC, without a gap. */
export class Weeks {
  /** Milliseconds: when each one begins. */
  readonly starts: number[];
  private readonly from: number;
  private readonly to: number;
  /** The same as {@link starts}, as instants are written. */
  private readonly texts: string[];
  private readonly end: string;

  /**
   * The weeks of a period, at least {@link MIN_WEEKS} up to its end.
   *
   * @param period - ISO 8601; `to` is no part of it
   */
  constructor(period: { from: string; to: string }) {
    this.from = Date.parse(period.from);
    this.to = Date.parse(period.to);
    const last = mondayOf(Math.max(this.to - 1, this.from));
    const first = Math.min(
      mondayOf(this.from),
      last - (MIN_WEEKS - 1) * WEEK_MS,
    );
    this.starts = Array.from(
      { length: (last - first) / WEEK_MS + 1 },
      (_, index) => first + index * WEEK_MS,
    );
    this.texts = this.starts.map(start => new Date(start).toISOString());
    this.end = new Date(this.to).toISOString();
  }

  /** ISO 8601: the first instant that is counted in a week. */
  get begin(): string {
    return this.texts[0];
  }

  /**
   * Which week an instant is in; -1: in none, or after the period. Instants are
   * all written alike, so they are compared as they are: there are many.
   */
  indexOf(instant: string): number {
    if (instant < this.texts[0] || instant >= this.end) return -1;
    let low = 0;
    let high = this.texts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.texts[middle] <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a week is not over at the period's end, or began before `from`. */
  isPartial(index: number): boolean {
    const start = this.starts[index];
    const cut = start < this.from && start + WEEK_MS > this.from;
    return cut || start + WEEK_MS > this.to;
  }

  /** ISO 8601 date of a week's Monday. */
  dateOf(index: number): string {
    return this.texts[index].slice(0, 10);
  }

  /** The last weeks that are over, oldest first. */
  lastFull(count: number): number[] {
    return this.starts
      .map((start, index) => ({ start, index }))
      .filter(({ start }) => start + WEEK_MS <= this.to)
      .slice(-count)
      .map(({ index }) => index);
  }
}
