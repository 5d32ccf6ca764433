import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  MAX_KEY,
  parse,
  textParameter,
  toPage,
} from '@throughline/backend-kit';
import { DeploymentsResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { DeploymentReader } from '../service/DeploymentReader';
import { Visibility } from '../service/Visibility';
import { entityRefOf } from './entityRefOf';

const listParameters = z.strictObject({
  environment: textParameter(1_000).optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({
  at: z.iso.datetime(),
  id: textParameter(MAX_KEY),
});

/** `GET /entities/:kind/:namespace/:name/deployments`. */
export function createDeploymentsRouter(options: {
  httpAuth: HttpAuthService;
  visibility: Visibility;
  deployments: DeploymentReader;
}): Router {
  const { httpAuth, visibility, deployments } = options;
  const router = PromiseRouter();

  router.get(
    '/entities/:kind/:namespace/:name/deployments',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { cursor, limit, environment } = parse(listParameters, req.query);
      const after = decodeCursor(cursor, positionSchema);
      const entityRef = entityRefOf(req.params);
      const { seesRestricted } = await visibility.requireEntity(
        entityRef,
        credentials,
      );
      const { items, environments } = await deployments.page(
        entityRef,
        { environment, after, limit: limit + 1, seesRestricted },
        credentials,
      );
      const { rows, nextCursor } = toPage(items, limit, ({ at, id }) => ({
        at,
        id,
      }));
      const response: DeploymentsResponse = {
        items: rows,
        nextCursor,
        environments,
      };
      res.json(response);
    },
  );
  return router;
}
