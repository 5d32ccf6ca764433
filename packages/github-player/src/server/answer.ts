import { createHash, randomBytes } from 'node:crypto';
import { Response } from 'express';
import { Exchange, exchangeOf } from './Exchange';

function setHeaders({ response, clock, ...exchange }: Exchange): void {
  const { rateLimit, rateLimitUntil, caller } = exchange;
  const until = rateLimitUntil;
  response.set({
    date: new Date(clock.now()).toUTCString(),
    'x-github-request-id': randomBytes(10).toString('hex').toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
  });
  if (rateLimit) {
    response.set({
      'x-ratelimit-limit': `${rateLimit.limit}`,
      'x-ratelimit-remaining': `${until ? 0 : rateLimit.remaining}`,
      'x-ratelimit-used': `${until ? rateLimit.limit : rateLimit.used}`,
      'x-ratelimit-reset': `${until ?? rateLimit.reset}`,
      'x-ratelimit-resource': rateLimit.resource,
    });
  }
  if (caller.kind === 'token' && caller.token.kind === 'classic') {
    response.set('x-oauth-scopes', caller.token.scopes.join(', '));
  }
}

/** Ends the connection with half of the answer sent. */
function drop(response: Response, status: number, body: Buffer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () =>
    response.socket?.destroy(),
  );
}

/** Answers with JSON and GitHub's headers; 304 for what is already known. */
export function send(exchange: Exchange, status: number, json: unknown): void {
  const { request, response, rateLimit, edit = text => text } = exchange;
  setHeaders(exchange);
  const body = Buffer.from(edit(JSON.stringify(json)));
  if (exchange.dropped) {
    drop(response, status, body);
    return;
  }
  if (request.method === 'GET' && status === 200) {
    const hash = createHash('sha256').update(body).digest('hex');
    const etag = `W/"${hash}"`;
    response.set('etag', etag);
    if (request.headers['if-none-match'] === etag) {
      rateLimit?.giveBack(1);
      response.status(304).end();
      return;
    }
  }
  response.status(status).type('application/json; charset=utf-8').end(body);
}

/** An error, as the REST API gives it. */
export function refuse(
  response: Response,
  status: number,
  message: string,
): void {
  send(exchangeOf(response), status, {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: `${status}`,
  });
}
