import {
  failureOf,
  NotThere,
  PermissionMissing,
  TooMuchAtOnce,
} from './failures';
import { GithubClient } from './GithubClients';

/** What GitHub could not answer of a query. */
export interface GraphqlProblem {
  /** `FORBIDDEN`, `NOT_FOUND`… */
  type?: string;
  /** Where in the answer, e.g. `['repository', 'deployments']`. */
  path?: Array<string | number>;
  message: string;
}

/** An answer, which may lack what the credentials do not reach. */
export interface GraphqlAnswer<T> {
  data: T;
  /** Parts that were refused; they are null in the data. */
  refused: GraphqlProblem[];
}

interface Body<T> {
  data?: T | null;
  errors?: GraphqlProblem[];
}

const LIMITS = new Set(['RESOURCE_LIMITS_EXCEEDED', 'MAX_NODE_LIMIT_EXCEEDED']);
/** Of a timeout, which has no type. */
const GAVE_UP = /Something went wrong while executing your query/;

/**
 * Whether GitHub gave up on a query that it may answer for less, see
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function isTooMuch({ type, message }: GraphqlProblem): boolean {
  return LIMITS.has(type ?? '') || GAVE_UP.test(message);
}

/**
 * Asks GitHub's GraphQL.
 *
 * @param retries - of an answer 5xx or a dropped connection
 * @throws NotThere, PermissionMissing, TooMuchAtOnce, CredentialsRefused, or
 *   another Error with a message for people
 */
export async function queryGraphql<T>(
  { octokit, host }: GithubClient,
  query: string,
  variables: Record<string, unknown>,
  retries?: number,
): Promise<GraphqlAnswer<T>> {
  let body: Body<T>;
  try {
    // Not by `octokit.graphql`: its address for GitHub Enterprise is one in
    // which the throttling plugin does not see GraphQL.
    const response = await octokit.request('POST /graphql', {
      baseUrl: host.graphqlBaseUrl,
      query,
      variables,
      request: retries === undefined ? {} : { retries },
    });
    body = response.data as Body<T>;
  } catch (error) {
    throw failureOf(error, host.host);
  }
  const { data, errors = [] } = body ?? {};
  const tooMuch = errors.find(isTooMuch);
  if (tooMuch) {
    throw new TooMuchAtOnce(`${host.host} answered: ${tooMuch.message}`);
  }
  const refused = errors.filter(({ type }) => type === 'FORBIDDEN');
  const other = errors.find(({ type }) => type !== 'FORBIDDEN');
  if (other?.type === 'NOT_FOUND') throw new NotThere(other.message);
  if (other) throw new Error(`${host.host} answered: ${other.message}`);
  if (!data) {
    throw refused.length > 0
      ? new PermissionMissing(undefined, refused[0].message)
      : new Error(`${host.host} gave an answer that is no GraphQL`);
  }
  return { data, refused };
}

/** Asks GitHub's REST; throws as `queryGraphql` does. */
export async function getRest<T>(
  { octokit, host }: GithubClient,
  route: string,
  parameters: Record<string, unknown>,
): Promise<T> {
  try {
    const { data } = await octokit.request(`GET ${route}`, parameters);
    return data as T;
  } catch (error) {
    throw failureOf(error, host.host);
  }
}
