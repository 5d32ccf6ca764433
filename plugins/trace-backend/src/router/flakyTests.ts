import { HttpAuthService } from '@backstage/backend-plugin-api';
import { limitParameter, parse } from '@throughline/backend-kit';
import { FlakyTestsResponse } from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { z } from 'zod';
import { readFlakyTests } from '../database/graph/operations/flakes';
import { Visibility } from '../service/Visibility';
import { entityRefOf } from './entityRefOf';
import { periodOf, periodParameters } from './period';

const parameters = z.strictObject({
  ...periodParameters,
  limit: limitParameter,
});

/** `GET /entities/:kind/:namespace/:name/flaky-tests` */
export function createFlakyTestsRouter(options: {
  httpAuth: HttpAuthService;
  visibility: Visibility;
  knex: Knex;
}): Router {
  const { httpAuth, visibility, knex } = options;
  const router = PromiseRouter();

  router.get(
    '/entities/:kind/:namespace/:name/flaky-tests',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const { limit, ...asked } = parse(parameters, req.query);
      const period = periodOf(asked);
      const entityRef = entityRefOf(req.params);
      await visibility.requireEntity(entityRef, credentials);
      const found = await readFlakyTests(knex, entityRef, period, limit + 1);
      const response: FlakyTestsResponse = {
        ...period,
        items: found.slice(0, limit),
        truncated: found.length > limit,
      };
      res.json(response);
    },
  );
  return router;
}
