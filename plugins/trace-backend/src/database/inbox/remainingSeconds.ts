/**
 * How long a run will go on at its speed so far, in seconds.
 *
 * @param run - `since` and `doneThen`: its first write
 * @returns undefined while there is no speed yet
 */
export function remainingSeconds(run: {
  done: number;
  total: number;
  at?: Date;
  since?: Date;
  doneThen: number;
}): number | undefined {
  const { done, total, at, since, doneThen } = run;
  if (!at || !since) return undefined;
  const seconds = (at.getTime() - since.getTime()) / 1_000;
  const read = done - doneThen;
  if (read <= 0 || seconds <= 0) return undefined;
  return Math.ceil((Math.max(0, total - done) * seconds) / read);
}
