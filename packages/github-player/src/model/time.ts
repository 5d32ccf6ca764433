export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** As GitHub writes times: `2026-03-01T10:00:00Z`. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A time some milliseconds after another. */
export function after(start: string, milliseconds: number): string {
  return instant(Date.parse(start) + milliseconds);
}

/** The latest of the times given. */
export function latest(...times: Array<string | undefined>): string {
  return times.reduce<string>(
    (last, time) => (time && time > last ? time : last),
    '',
  );
}
