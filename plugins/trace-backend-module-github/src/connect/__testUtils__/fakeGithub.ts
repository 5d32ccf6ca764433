import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** An answer of the server. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

type Handler = (query: URLSearchParams, request: IncomingMessage) => Answer;

/**
 * A server that gives the answers a test puts there, by `GET /path`. Everything
 * else is not found, as GitHub says it.
 */
export class FakeGithub {
  /** What was asked, e.g. `GET /user`, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor(public answers: Record<string, Answer | Handler> = {}) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://127.0.0.1');
      const name = `${request.method} ${url.pathname}`;
      this.asked.push(name);
      const found = this.answers[name] ?? {
        status: 404,
        body: { message: 'Not Found' },
      };
      const { status, headers, body } =
        typeof found === 'function' ? found(url.searchParams, request) : found;
      response
        .writeHead(status ?? 200, {
          'content-type': 'application/json',
          ...headers,
        })
        .end(JSON.stringify(body ?? {}));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(started =>
      this.#server.listen(0, '127.0.0.1', started),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(stopped => this.#server.close(stopped));
  }

  /** As `integrations.github` names it. */
  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** Without credentials. */
  get integration(): { host: string; apiBaseUrl: string } {
    return { host: this.host, apiBaseUrl: `http://${this.host}` };
  }
}
