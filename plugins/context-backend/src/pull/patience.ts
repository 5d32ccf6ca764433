const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 10 * 60_000;
const MAX_PAUSE_MS = 60_000;

/** How many entities a plugin is asked about at once, if all goes well. */
export const FULL_BATCH = 100;

/**
 * How many entities are asked about together after a request failed. What
 * failed is asked in ever smaller company, so that one entity about which a
 * plugin cannot answer is soon alone and holds up nobody.
 */
export function smallerBatch(size: number): number {
  return [25, 5].find(smaller => smaller < size) ?? 1;
}

function doubling(firstMs: number, times: number, maxMs: number): number {
  return Math.min(firstMs * 2 ** Math.min(times - 1, 30), maxMs);
}

/**
 * How long an entity waits after so many failed attempts.
 *
 * @param random - 0 to 1: spreads what failed together
 */
export function retryAfterMs(attempts: number, random: number): number {
  return doubling(FIRST_RETRY_MS, attempts, MAX_RETRY_MS) * (0.5 + random / 2);
}

/** How long a plugin is left alone after so many failures in a row. */
export function pauseMs(failures: number): number {
  return doubling(1_000, failures, MAX_PAUSE_MS);
}
