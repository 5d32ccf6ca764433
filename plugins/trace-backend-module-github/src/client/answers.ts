/** What answers say besides their content. */
export interface AnswerState {
  /** ISO 8601: GitHub's clock at its last answer. */
  date?: string;
}

const SECONDARY_LIMIT = /\bsecondary rate\b/i;

/** An answer that took its whole body, or none. */
async function completed(response: Response): Promise<[Response, string]> {
  // The client reads what came of a body that broke off as if it were all.
  const body = await response.text();
  const empty = response.status === 204 || response.status === 205;
  return [
    new Response(empty ? null : body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    }),
    body,
  ];
}

function dateOf(headers: Headers): number | undefined {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/**
 * `fetch` for the client: an answer is there as a whole or not at all, and in
 * time.
 *
 * Limits are put the way the throttling plugin knows them. It compares the time
 * of reset with our clock, so that is put from GitHub's clock to ours. It knows
 * limits by 403, where GitHub may answer 429 as well, see
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function createFetch(
  state: AnswerState,
  timeoutMs: number,
): typeof globalThis.fetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal
      ? AbortSignal.any([init.signal, timeout])
      : timeout;
    const answer = await globalThis.fetch(url, { ...init, signal });
    const [response, body] = await completed(answer);
    const headers = new Headers(response.headers);
    // Decoded and read already.
    headers.delete('content-encoding');
    headers.delete('content-length');

    const date = dateOf(headers);
    if (date !== undefined) state.date = new Date(date).toISOString();
    const reset = Number(headers.get('x-ratelimit-reset'));
    if (date !== undefined && reset > 0) {
      const ours = reset + Math.ceil((Date.now() - date) / 1000);
      headers.set('x-ratelimit-reset', String(ours));
    }
    const limited =
      headers.get('x-ratelimit-remaining') === '0' ||
      SECONDARY_LIMIT.test(body);
    const known = response.status === 429 && limited;
    return new Response(response.body, {
      status: known ? 403 : response.status,
      statusText: response.statusText,
      headers,
    });
  };
}
