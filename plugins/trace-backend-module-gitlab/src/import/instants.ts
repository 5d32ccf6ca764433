/** Milliseconds. */
export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;

/** So many milliseconds before a time; both ISO 8601. */
export function before(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) - milliseconds).toISOString();
}
