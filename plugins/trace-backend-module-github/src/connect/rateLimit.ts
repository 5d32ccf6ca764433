import { RequestError } from '@octokit/request-error';
import { GithubHostStatus } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { GithubClient } from '../client';

const limitSchema = z.object({
  limit: z.number(),
  remaining: z.number(),
  reset: z.number(),
});
const answerSchema = z.object({
  resources: z.object({
    core: limitSchema,
    graphql: limitSchema.optional(),
  }),
});
type Limit = z.infer<typeof limitSchema>;

const share = ({ limit, remaining }: Limit) =>
  limit > 0 ? remaining / limit : 1;

/**
 * The limit of which the least is left. Asking counts against none. Undefined
 * where a server sets no limits.
 *
 * https://docs.github.com/en/rest/rate-limit/rate-limit
 */
export async function lowestRateLimit(
  clients: GithubClient[],
): Promise<GithubHostStatus['rateLimit']> {
  const limits = await Promise.all(clients.map(limitsOf));
  const [lowest] = limits.flat().sort((a, b) => share(a) - share(b));
  return (
    lowest && {
      limit: lowest.limit,
      remaining: lowest.remaining,
      resetAt: new Date(lowest.reset * 1000).toISOString(),
    }
  );
}

async function limitsOf({ octokit }: GithubClient): Promise<Limit[]> {
  try {
    const { data } = await octokit.request('GET /rate_limit', {
      request: { retries: 0 },
    });
    const { core, graphql } = answerSchema.parse(data).resources;
    return graphql ? [core, graphql] : [core];
  } catch (error) {
    // "Rate limiting is not enabled", says GitHub Enterprise Server.
    if (error instanceof RequestError && error.status === 404) return [];
    throw error;
  }
}
