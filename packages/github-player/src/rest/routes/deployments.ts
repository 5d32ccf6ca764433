import { Router } from 'express';
import { Repository } from '../../model/types';
import { Player } from '../../server/Player';
import {
  deploymentShape,
  deploymentStatusShape,
} from '../../shapes/deployment';
import { aboutRepository, found } from '../RestCall';

function deploymentOf(repository: Repository, id: string) {
  return found(repository.deployments.find(it => `${it.id}` === id));
}

/** Deployments and their statuses, newest first. */
export function deploymentRoutes(router: Router, base: string, player: Player) {
  router.get(
    `${base}/deployments`,
    aboutRepository(player, 'deployments', call => {
      const { repository, query, links } = call;
      const deployments = repository.deployments.filter(it =>
        (['sha', 'ref', 'environment', 'task'] as const).every(
          name => !query.has(name) || query.get(name) === it[name],
        ),
      );
      return call
        .page(deployments.reverse())
        .map(it => deploymentShape(repository, it, links));
    }),
  );
  router.get(
    `${base}/deployments/:id`,
    aboutRepository(player, 'deployments', ({ repository, params, links }) =>
      deploymentShape(repository, deploymentOf(repository, params.id), links),
    ),
  );
  router.get(
    `${base}/deployments/:id/statuses`,
    aboutRepository(player, 'deployments', call => {
      const { repository, params, links } = call;
      const deployment = deploymentOf(repository, params.id);
      return call
        .page([...deployment.statuses].reverse())
        .map(it => deploymentStatusShape(repository, deployment, it, links));
    }),
  );
}
