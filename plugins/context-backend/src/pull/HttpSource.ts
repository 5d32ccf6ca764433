import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { LIMITS } from '@throughline/plugin-context-common';
import { ContextSource, SourceError } from './ContextSource';
import { readBounded } from './readBounded';

const HINTS: Record<number, string> = {
  401: ': does it let service principals in?',
  403: ': does its route let the context plugin in?',
  404: ': is it installed, and has it the route POST /context?',
};

/** A backend plugin that answers the route `POST /context`. */
export class HttpSource implements ContextSource {
  constructor(
    readonly id: string,
    private readonly options: {
      discovery: DiscoveryService;
      auth: AuthService;
    },
  ) {}

  async read(entityRefs: string[], signal: AbortSignal): Promise<unknown[]> {
    const response = await this.#request(entityRefs, signal);
    try {
      return this.#itemsOf(await this.#body(response));
    } finally {
      // What is not read to its end would hold the connection.
      if (!response.bodyUsed) await response.body?.cancel();
    }
  }

  async #request(entityRefs: string[], signal: AbortSignal): Promise<Response> {
    const { auth, discovery } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: this.id,
    });
    const url = `${await discovery.getBaseUrl(this.id)}/context`;
    try {
      return await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify({ entityRefs }),
        // The token is for this plugin and nobody it may point to.
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw this.#error(`could not be reached${codeOf(error)}`);
    }
  }

  async #body(response: Response): Promise<unknown> {
    const { status } = response;
    if (status !== 200) {
      throw this.#error(`answered ${status}${HINTS[status] ?? ''}`);
    }
    const type = response.headers.get('content-type') ?? 'no content type';
    if (!/^application\/json\b/i.test(type)) {
      throw this.#error(
        `answered ${type
          .replaceAll('\0', '')
          .slice(0, 100)} instead of application/json`,
      );
    }
    let text: string;
    try {
      text = await readBounded(response, LIMITS.answerBytes);
    } catch (error) {
      if (error instanceof SourceError) throw this.#error(error.message);
      throw this.#error(`broke its answer off${codeOf(error)}`);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw this.#error('answered something that is not JSON');
    }
  }

  #itemsOf(answer: unknown): unknown[] {
    const items = (answer as { items?: unknown } | null)?.items;
    if (!Array.isArray(items)) {
      throw this.#error('answered JSON without the list "items"');
    }
    return items;
  }

  #error(what: string): SourceError {
    return new SourceError(`The plugin "${this.id}" ${what}`);
  }
}

/** The code of a failed connection; the message may name hosts and ports. */
function codeOf(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
}
