/** What is asked for is not there, or not for these credentials. */
export class NotThere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotThere';
  }
}

/** Jira does not understand what it is asked for. */
export class NotUnderstood extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotUnderstood';
  }
}

/** An answer that another try may turn into a good one. */
export class TryAgain extends Error {
  constructor(
    reason: string,
    /** Milliseconds that Jira asks to wait; undefined: it does not say. */
    readonly wait?: number,
  ) {
    super(reason);
    this.name = 'TryAgain';
  }
}

const MAX_WAIT_MS = 60 * 60 * 1000;

/** Seconds or a date (RFC 9110 §10.2.3); never more than an hour at once. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.now();
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}

/** What Jira says of a question that it does not understand. */
async function reasonIn(answer: Response): Promise<string> {
  const body: { errorMessages?: unknown } = Object(
    await answer.json().catch(() => undefined),
  );
  const [message] = Array.isArray(body.errorMessages) ? body.errorMessages : [];
  return typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
}

/** Why an answer is none, for people. */
export async function failureOf(
  host: string,
  answer: Response,
): Promise<Error> {
  const { status, headers } = answer;
  if (status === 400) {
    return new NotUnderstood(
      `${host} does not understand what it is asked${await reasonIn(answer)}`,
    );
  }
  await answer.body?.cancel();
  if (status === 429 || status >= 500) {
    return new TryAgain(
      status === 429
        ? `${host} answers that there are too many requests`
        : `${host} answers with status ${status}`,
      retryAfter(headers),
    );
  }
  if (status === 401) {
    return new Error(
      `${host} does not take the credentials of trace.jira.sites: they were revoked, have expired or are wrong; put others into the configuration`,
    );
  }
  if (status === 403) {
    return new Error(
      `${host} does not allow this to the credentials of trace.jira.sites, or wants somebody to solve a CAPTCHA for that account`,
    );
  }
  if (status === 404) return new NotThere(`${host} has no such thing`);
  if (status >= 300 && status < 400) {
    return new Error(
      `${host} answers with a redirect: the baseUrl in trace.jira.sites is not where its API is`,
    );
  }
  return new Error(`${host} answers with status ${status}`);
}
