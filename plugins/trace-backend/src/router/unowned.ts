import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  parse,
  requirePermission,
  textParameter,
  toPage,
} from '@throughline/backend-kit';
import {
  traceUnownedReadPermission,
  UnownedResponse,
} from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { UnownedReader } from '../service/UnownedReader';

const repositoryParameter = textParameter(1_000);

const listParameters = z.strictObject({
  repository: repositoryParameter.optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({ repository: repositoryParameter });

/** `GET /unowned`: what no entity claims in repositories of entities. */
export function createUnownedRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  unowned: UnownedReader;
}): Router {
  const { unowned, ...authorisation } = options;
  const router = PromiseRouter();

  router.get('/unowned', async (req, res) => {
    await requirePermission(authorisation, req, traceUnownedReadPermission);
    const credentials = await options.httpAuth.credentials(req);
    const { repository, cursor, limit } = parse(listParameters, req.query);
    const after = decodeCursor(cursor, positionSchema);
    const items = await unowned.page(
      { repository, after: after?.repository, limit: limit + 1 },
      credentials,
    );
    const { rows, nextCursor } = toPage(items, limit, one => ({
      repository: one.repository,
    }));
    const response: UnownedResponse = { items: rows, nextCursor };
    res.json(response);
  });
  return router;
}
