import {
  SourcesResponse,
  SourceSummary,
  traceDeliveriesReadPermission,
} from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Authorisation, requirePermission } from '@throughline/backend-kit';

/** Repositories that deliveries speak of and no entity claims, bounded. */
export type UnclaimedRepositories = () => Promise<{
  items: SourcesResponse['unclaimedRepositories'];
  truncated: boolean;
}>;

/** `GET /sources`: what the Connections page shows. */
export function createSourcesRouter(
  options: Authorisation & {
    sources: () => Promise<SourceSummary[]>;
    unclaimedRepositories: UnclaimedRepositories;
  },
): Router {
  const { sources, unclaimedRepositories, ...authorisation } = options;
  const router = PromiseRouter();

  router.get('/sources', async (req, res) => {
    await requirePermission(authorisation, req, traceDeliveriesReadPermission);
    const unclaimed = await unclaimedRepositories();
    const response: SourcesResponse = {
      items: await sources(),
      unclaimedRepositories: unclaimed.items,
      unclaimedTruncated: unclaimed.truncated,
    };
    res.json(response);
  });
  return router;
}
