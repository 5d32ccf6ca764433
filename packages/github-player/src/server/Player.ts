import { Faults } from '../faults/Faults';
import { Organisation } from '../model/Organisation';
import { Clock } from './Clock';
import { Links } from './Links';
import { RateLimit } from './RateLimit';

/** One line of the log of requests. */
export interface LoggedRequest {
  /** Milliseconds since 1970: when it came. */
  at: number;
  method: string;
  /** Without `/api/v3` and without the query. */
  path: string;
  query: string;
  /** Of GraphQL. */
  operationName?: string;
  document?: string;
  variables?: Record<string, unknown>;
  status: number;
}

/** What all requests to one server share. */
export interface Player {
  organisation: Organisation;
  links: Links;
  clock: Clock;
  faults: Faults;
  requests: LoggedRequest[];
  /** One for each token, counted apart for REST and GraphQL. */
  rateLimits: Map<string, { core: RateLimit; graphql: RateLimit }>;
}

/** What a token has left. */
export function rateLimitsOf({ rateLimits, clock }: Player, caller: string) {
  const limits = rateLimits.get(caller) ?? {
    core: new RateLimit('core', clock),
    graphql: new RateLimit('graphql', clock),
  };
  rateLimits.set(caller, limits);
  return limits;
}
