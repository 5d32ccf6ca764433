import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  method: string;
  /** With its query. */
  url: string;
  authorization?: string;
  contentType?: string;
  body: string;
}

/** An HTTP server on loopback that answers as a test says. */
export class FakePortal {
  readonly received: Received[] = [];
  private readonly server: Server;

  private constructor(answer: RequestListener) {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.received.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization,
        contentType: request.headers['content-type'],
        body: Buffer.concat(chunks).toString('utf8'),
      });
      answer(request, response);
    });
  }

  /** @param answer - called once the whole request has come */
  static async start(answer: RequestListener): Promise<FakePortal> {
    const portal = new FakePortal(answer);
    await new Promise<void>(done => {
      portal.server.listen(0, '127.0.0.1', done);
    });
    return portal;
  }

  /** One that always answers the same. */
  static always(
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<FakePortal> {
    return FakePortal.start((_request, response) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  /** One that takes every delivery. */
  static accepting(duplicate = false): Promise<FakePortal> {
    return FakePortal.always(202, { deliveryId: 'd', duplicate });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => {
      this.server.close(done);
    });
  }
}
