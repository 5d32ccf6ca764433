/** An answer that another try may turn into a good one. */
export class TryAgain extends Error {
  constructor(
    reason: string,
    /** Milliseconds that PagerDuty asks to wait; undefined: it does not say. */
    readonly wait?: number,
  ) {
    super(reason);
    this.name = 'TryAgain';
  }
}

const MAX_WAIT_MS = 60 * 60 * 1000;

function limited(wait: number): number | undefined {
  return Number.isNaN(wait)
    ? undefined
    : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}

/**
 * How long to wait: `Retry-After`, as any server may say (RFC 9110 §10.2.3), or
 * `ratelimit-reset`, in seconds, as PagerDuty does.
 * https://developer.pagerduty.com/docs/rest-api-rate-limits
 */
function waitOf(headers: Headers): number | undefined {
  const after = headers.get('retry-after')?.trim();
  if (after) {
    return limited(
      /^\d+$/.test(after)
        ? Number(after) * 1000
        : Date.parse(after) - Date.now(),
    );
  }
  const reset = headers.get('ratelimit-reset')?.trim();
  return reset ? limited(Number(reset) * 1000) : undefined;
}

/** What PagerDuty says was wrong, if anything. */
async function reasonIn(answer: Response): Promise<string> {
  const body: { error?: { message?: unknown; errors?: unknown } } = Object(
    await answer.json().catch(() => undefined),
  );
  const { message, errors } = Object(body.error);
  const parts = [message, ...(Array.isArray(errors) ? errors : [])].filter(
    part => typeof part === 'string',
  );
  return parts.length > 0 ? `: ${parts.join(', ').slice(0, 200)}` : '';
}

/** Why an answer is none, for people. */
export async function failureOf(
  host: string,
  answer: Response,
): Promise<Error> {
  const { status, headers } = answer;
  const reason = await reasonIn(answer);
  if (status === 429) {
    return new TryAgain(
      `${host} answers that there are too many requests`,
      waitOf(headers),
    );
  }
  if (status >= 500) {
    return new TryAgain(
      `${host} answers with status ${status}`,
      waitOf(headers),
    );
  }
  if (status === 401) {
    return new Error(
      `${host} does not take trace.pagerduty.token: it was revoked, is wrong, or is of another service region; put another into the configuration`,
    );
  }
  if (status === 403) {
    return new Error(
      `${host} does not allow this to trace.pagerduty.token${reason}`,
    );
  }
  return new Error(`${host} answers with status ${status}${reason}`);
}
