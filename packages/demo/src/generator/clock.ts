const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENS = 9;
const CLOSES = 17;

/** Working time, counted back from the day the demo was first started. */
export interface Clock {
  /** Midnight (UTC) that everything lies before, in milliseconds. */
  readonly anchor: number;
  /** Working days the organisation looks back on. */
  readonly days: number;
  /** An hour of the n-th last working day; 0 is the last one. */
  at(daysBack: number, hour: number): number;
  /** So many working hours later; nights and weekends do not count. */
  after(time: number, hours: number): number;
}

/** How far back the demo's deliveries reach, in days. */
export const HISTORY_DAYS = 180;

function isWeekend(time: number): boolean {
  const day = new Date(time).getUTCDay();
  return day === 0 || day === 6;
}

/** Midnight (UTC) of the day a time is in, in milliseconds. */
export function startOfDay(time: number): number {
  return time - (time % DAY);
}

/** @param anchor - a midnight (UTC) */
export function createClock(anchor: number): Clock {
  const workingDays: number[] = [];
  for (let back = 1; back < HISTORY_DAYS; back++) {
    const day = anchor - back * DAY;
    if (!isWeekend(day)) workingDays.push(day);
  }
  return {
    anchor,
    // A fixed number, or else the list of deliveries would depend on the
    // weekday of the first start.
    days: 127,
    at: (daysBack, hour) => workingDays[daysBack] + hour * HOUR,
    after(time, hours) {
      let now = time;
      let left = hours * HOUR;
      for (;;) {
        const day = startOfDay(now);
        const from = Math.max(now, day + OPENS * HOUR);
        const until = day + CLOSES * HOUR;
        if (!isWeekend(day) && from < until) {
          if (from + left <= until) return from + left;
          left -= until - from;
        }
        now = day + DAY;
      }
    },
  };
}
