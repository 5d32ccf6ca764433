import { Router } from 'express';
import { refuse } from '../server/answer';
import { Player } from '../server/Player';
import { fullRepositoryShape } from '../shapes/repository';
import { aboutRepository } from './RestCall';
import { actionRoutes } from './routes/actions';

/** The REST API; what the player does not know is 404 and says so. */
export function restRouter(player: Player): Router {
  const router = Router();
  for (const base of ['/repos/:owner/:repo', '/repositories/:repositoryId']) {
    router.get(
      base,
      aboutRepository(player, 'metadata', ({ repository, links }) =>
        fullRepositoryShape(repository, links),
      ),
    );
    actionRoutes(router, base, player);
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
