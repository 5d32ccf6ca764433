import { RequestHandler } from 'express';
import { authenticate } from '../access/authenticate';
import { Caller } from '../access/Access';
import { refuse } from './answer';
import { Exchange, exchangeOf } from './Exchange';
import { Player, rateLimitsOf } from './Player';

function operationOf(body: { operationName?: string; query?: string }) {
  return (
    body.operationName ??
    /^\s*(?:query|mutation)\s+(\w+)/m.exec(body.query ?? '')?.[1]
  );
}

/** Notes every request, with its status once it is answered. */
export function beginExchange({ requests, clock }: Player): RequestHandler {
  return (request, response, next) => {
    const { pathname, searchParams } = new URL(request.url, 'http://player');
    const path = pathname.replace(/^\/api\/(?:v3(?=\/|$)|(?=graphql$))/, '/');
    const plain = path.replace(/^\/\//, '/') || '/';
    const isGraphql = plain === '/graphql';
    const exchange: Exchange = {
      request,
      response,
      clock,
      path: plain,
      query: searchParams,
      isGraphql,
      operationName: isGraphql ? operationOf(request.body ?? {}) : undefined,
      caller: { kind: 'anonymous' },
      dropped: false,
    };
    response.locals.exchange = exchange;
    request.url = `${plain}${searchParams.size ? `?${searchParams}` : ''}`;
    const line = {
      at: Date.now(),
      method: request.method,
      path: plain,
      query: searchParams.toString(),
      operationName: exchange.operationName,
      document: isGraphql ? request.body?.query : undefined,
      variables: isGraphql ? request.body?.variables : undefined,
      status: 0,
    };
    requests.push(line);
    response.once('close', () => {
      line.status = response.writableEnded ? response.statusCode : 0;
    });
    next();
  };
}

function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'token':
      return caller.token.value;
    case 'app':
      return `app ${caller.app.id}`;
    default:
      return 'anonymous';
  }
}

/** Finds out who asks; bad credentials are refused at once. */
export function authentication(player: Player): RequestHandler {
  return (request, response, next) => {
    const { organisation, clock } = player;
    authenticate(organisation, request.headers.authorization, clock.now())
      .then(caller => {
        if (typeof caller === 'string') {
          refuse(response, 401, caller);
          return;
        }
        const exchange = exchangeOf(response);
        exchange.caller = caller;
        const limits = rateLimitsOf(player, callerKey(caller));
        exchange.rateLimit = exchange.isGraphql ? limits.graphql : limits.core;
        next();
      })
      .catch(next);
  };
}
