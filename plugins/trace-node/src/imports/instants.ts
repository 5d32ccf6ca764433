/** Milliseconds. */
export const HOUR = 60 * 60 * 1000;
/** Milliseconds. */
export const DAY = 24 * HOUR;

/** So many milliseconds before a time; both ISO 8601. */
export function before(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) - milliseconds).toISOString();
}

/**
 * Whether a run is to read again also what the frequent look does not show:
 * once a day.
 *
 * @param thoroughAt - when it last was, ISO 8601; undefined: never
 */
export function isThoroughDue(
  thoroughAt: string | undefined,
  now: string,
): boolean {
  return !thoroughAt || Date.parse(now) - Date.parse(thoroughAt) >= DAY;
}
