import { Request, Response } from 'express';
import { Caller } from '../access/Access';
import { Clock } from './Clock';
import { RateLimit } from './RateLimit';

/** One request with what is known of it on the way to its answer. */
export interface Exchange {
  request: Request;
  response: Response;
  clock: Clock;
  /** Without `/api/v3` and without the query. */
  path: string;
  query: URLSearchParams;
  isGraphql: boolean;
  operationName?: string;
  caller: Caller;
  rateLimit?: RateLimit;
  /** Nothing is left until then, in seconds since 1970, whatever is counted. */
  rateLimitUntil?: number;
  /** The connection is to end in the middle of the answer. */
  dropped: boolean;
  /** The answer is to hold something else. */
  edit?: (json: string) => string;
}

/** What is known of the request that this answers. */
export function exchangeOf(response: Response): Exchange {
  return response.locals.exchange;
}
