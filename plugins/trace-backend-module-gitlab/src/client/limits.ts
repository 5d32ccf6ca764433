/** What is waited where GitLab limits and does not say until when. */
const UNKNOWN_MS = 60_000;
/** Nothing is asked again at once, and longer is not waited at once. */
const MIN_MS = 1000;
const MAX_MS = 60 * 60 * 1000;

function inBounds(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, MIN_MS), MAX_MS);
}

/** GitLab's clock, or ours where it does not say. */
function now(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

/** `Retry-After` (RFC 9110 §10.2.3), in milliseconds. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : until - now(headers);
}

/** `RateLimit-Reset`: seconds since 1970, by GitLab's clock. */
function reset(headers: Headers): number | undefined {
  const value = Number(headers.get('ratelimit-reset'));
  return value > 0 ? value * 1000 - now(headers) : undefined;
}

/**
 * How long to wait before the next request, in milliseconds, see
 * https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/
 *
 * @returns undefined when no limit is reached
 */
export function waitOf(status: number, headers: Headers): number | undefined {
  if (status === 429) {
    return inBounds(retryAfter(headers) ?? reset(headers) ?? UNKNOWN_MS);
  }
  if (headers.get('ratelimit-remaining') === '0') {
    const until = reset(headers);
    return until === undefined ? undefined : inBounds(until);
  }
  return undefined;
}
