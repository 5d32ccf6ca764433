import { setTimeout as wait } from 'node:timers/promises';
import { RequestHandler } from 'express';
import { rateLimited } from '../graphql/execute';
import { refuse, send } from '../server/answer';
import { Exchange, exchangeOf } from '../server/Exchange';
import { Fault, Faults } from './Faults';

const SECONDARY =
  'You have exceeded a secondary rate limit. Please wait a few minutes ' +
  'before you try again.';

function primary(exchange: Exchange, fault: Fault): void {
  const { response, isGraphql } = exchange;
  exchange.rateLimitUntil = Math.ceil(
    exchange.clock.now() / 1000 + (fault.resetAfter ?? 1),
  );
  if (isGraphql) send(exchange, 200, rateLimited());
  else refuse(response, 403, 'API rate limit exceeded for the installation.');
}

function secondary(exchange: Exchange, status: number, fault: Fault): void {
  exchange.response.set('retry-after', `${fault.retryAfter ?? 1}`);
  refuse(exchange.response, status, SECONDARY);
}

function serverError(exchange: Exchange): void {
  if (!exchange.isGraphql) {
    refuse(exchange.response, 502, 'Server Error');
    return;
  }
  send(exchange, 502, {
    data: null,
    errors: [
      {
        message:
          'Something went wrong while executing your query. This may be the ' +
          'result of a timeout, or it could be a GitHub bug.',
      },
    ],
  });
}

async function happen(exchange: Exchange, fault: Fault): Promise<boolean> {
  switch (fault.answer) {
    case 401:
      refuse(exchange.response, 401, 'Bad credentials');
      return true;
    case '403-primary':
      primary(exchange, fault);
      return true;
    case '403-secondary':
      secondary(exchange, 403, fault);
      return true;
    case 422:
      refuse(exchange.response, 422, 'No commit found for SHA');
      return true;
    case 429:
      secondary(exchange, 429, fault);
      return true;
    case 500:
      refuse(exchange.response, 500, 'Server Error');
      return true;
    case 502:
      serverError(exchange);
      return true;
    case 'errors':
      send(exchange, 200, {
        data: fault.data ?? null,
        errors: fault.errors ?? [],
      });
      return true;
    case 'drop':
      exchange.dropped = true;
      return false;
    case 'delay':
      await wait(fault.milliseconds ?? 1000);
      return false;
    case 'hold':
      await fault.until;
      return false;
    case 'edit':
      exchange.edit = fault.edit;
      return false;
    default:
      throw new Error(`There is no fault ${fault.answer}`);
  }
}

/** Lets go wrong what is to go wrong. */
export function faultsMiddleware(faults: Faults): RequestHandler {
  return (request, response, next) => {
    const exchange = exchangeOf(response);
    const fault = faults.take({
      method: request.method,
      path: exchange.path,
      query: exchange.query,
      headers: request.headers,
      operationName: exchange.operationName,
      graphql: exchange.isGraphql ? request.body : undefined,
    });
    if (!fault) {
      next();
      return;
    }
    happen(exchange, fault).then(done => done || next(), next);
  };
}
