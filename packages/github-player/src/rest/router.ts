import { Router } from 'express';
import { refuse } from '../server/answer';
import { Player } from '../server/Player';
import { fullRepositoryShape } from '../shapes/repository';
import { aboutRepository } from './RestCall';
import { accountRoutes } from './routes/account';
import { actionRoutes } from './routes/actions';
import { appRoutes } from './routes/apps';
import { commitRoutes } from './routes/commits';
import { deploymentRoutes } from './routes/deployments';
import { manifestPages } from './routes/manifests';
import { pullRoutes } from './routes/pulls';
import { trackingRoutes } from './routes/tracking';

/** The REST API; what the player does not know is 404 and says so. */
export function restRouter(player: Player): Router {
  const router = Router();
  accountRoutes(router, player);
  appRoutes(router, player);
  manifestPages(router, player);
  for (const base of ['/repos/:owner/:repo', '/repositories/:repositoryId']) {
    router.get(
      base,
      aboutRepository(player, 'metadata', ({ repository, links }) =>
        fullRepositoryShape(repository, links),
      ),
    );
    actionRoutes(router, base, player);
    commitRoutes(router, base, player);
    deploymentRoutes(router, base, player);
    pullRoutes(router, base, player);
    trackingRoutes(router, base, player);
  }
  router.use((request, response) =>
    refuse(
      response,
      404,
      `Not Found: the player has no ${request.method} ${request.path}`,
    ),
  );
  return router;
}
