import { createHash } from 'node:crypto';

/** Everything the demo makes up hangs on this text. */
export const SEED = 'demo-shop/3';

function digest(text: string): string {
  return createHash('sha1').update(`${SEED}|${text}`).digest('hex');
}

/** A commit or tree hash: 40 hexadecimal digits. */
export function hashOf(text: string): string {
  return digest(text);
}

/** A forge's numeric id: whole, positive and exact in JSON. */
export function idOf(text: string): number {
  return parseInt(digest(text).slice(0, 9), 16) + 1;
}

/** A delivery id in the shape of a UUID, as GitHub sends them. */
export function uuidOf(text: string): string {
  const hex = digest(text);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** The hash that stands for "nothing there" in a push. */
export const ZERO_HASH = '0'.repeat(40);

/** A time as GitHub writes it: ISO 8601, UTC, whole seconds. */
export function githubTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
