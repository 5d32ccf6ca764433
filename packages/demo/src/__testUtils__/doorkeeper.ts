import { verify } from '@octokit/webhooks-methods';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** What a test says to a delivery: a status, e.g. 503, or undefined for 202. */
export type Objection = (accepted: number) => number | undefined;

/** A stand-in for the ingest route that checks signatures and keeps ids. */
export class Doorkeeper {
  readonly accepted: string[] = [];
  objection: Objection = () => undefined;
  private readonly server: Server;

  constructor(
    private readonly githubSecret: string,
    private readonly junitToken: string,
  ) {
    this.server = createServer(async (request, response) => {
      const status = await this.judge(request);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ duplicate: false }));
    });
  }

  /** @returns the base URL of the plugin it stands for */
  async open(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://localhost:${port}/api/trace`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private async judge(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const objection = this.objection(this.accepted.length);
    if (objection) return objection;
    const url = new URL(request.url ?? '', 'http://localhost');
    const { headers } = request;
    if (url.pathname === '/api/trace/ingest/github') {
      const signature = String(headers['x-hub-signature-256']);
      if (!(await verify(this.githubSecret, body, signature))) return 401;
      this.accepted.push(String(headers['x-github-delivery']));
      return 202;
    }
    if (url.pathname === '/api/trace/ingest/junit') {
      if (headers.authorization !== `Bearer ${this.junitToken}`) return 401;
      this.accepted.push(url.searchParams.toString());
      return 202;
    }
    return 404;
  }
}
