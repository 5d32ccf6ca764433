import { CliError, EXIT, usage } from '../exit';
import { explainAnswer } from './explainAnswer';
import { explainFailure } from './explainFailure';
import { isPage, readBackendAddress } from './page';

/** One request to the portal. */
export interface PortalRequest {
  /** e.g. `['api', 'context']`; each part is encoded. */
  path: string[];
  query?: Record<string, string | undefined>;
  /** Sent as a bearer token. */
  credential: string | undefined;
  /** A body makes it a POST. */
  body?: FormData | { json: string };
  /** What a 404 and a 401 mean here. */
  meaning: { notFound: string; credential: string };
}

/** A portal's backend. */
export class Portal {
  /**
   * @param address - ends with a slash
   * @param timeoutMs - for one request, from its beginning to the end of the
   *   answer
   */
  constructor(readonly address: URL, private readonly timeoutMs: number) {}

  /**
   * Sends a request, once; what it answers.
   *
   * @throws CliError with a message for people when it is not answered with
   *   success and JSON
   */
  async send(request: PortalRequest): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.urlOf(request), {
        ...bodyOf(request),
        // A token goes where it was meant to go, and a POST stays one.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      text = await response.text();
    } catch (error) {
      throw explainFailure(error, this.address.href, this.timeoutMs);
    }
    if (isPage(response, text)) throw this.notAnApi(text);
    if (!response.ok) {
      const { credential, meaning } = request;
      // Never shown, not even where the portal says it back.
      const safe = credential ? text.replaceAll(credential, '***') : text;
      throw explainAnswer(response, safe, meaning);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new CliError(
        EXIT.refused,
        `${this.address.href} answered something that is not JSON; is it the address of a Backstage backend?`,
      );
    }
  }

  private urlOf({ path, query = {} }: PortalRequest): URL {
    const url = new URL(path.map(encodeURIComponent).join('/'), this.address);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  }

  private notAnApi(page: string): CliError {
    const backend = readBackendAddress(page);
    return usage(
      `${
        this.address.href
      } answers with a web page, not with the portal's API.\n${
        backend && backend !== this.address.href
          ? `The page says its backend is at ${backend}: give that as --portal.`
          : "Give the address of the backend as --portal: backend.baseUrl in the portal's app-config."
      }`,
    );
  }
}

function bodyOf({ body, credential }: PortalRequest): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (credential) headers.authorization = `Bearer ${credential}`;
  if (!body) return { headers };
  if (body instanceof FormData) return { method: 'POST', headers, body };
  headers['content-type'] = 'application/json';
  return { method: 'POST', headers, body: body.json };
}
