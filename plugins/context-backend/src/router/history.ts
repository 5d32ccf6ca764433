import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  parse,
} from '@throughline/backend-kit';
import { HistoryResponse } from '@throughline/plugin-context-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Readers } from '../reading/createReaders';
import { entityRefOf } from './parameters';

const listParameters = z.strictObject({
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({ before: z.number().int().positive() });

/** `GET /entities/:kind/:namespace/:name/history`. */
export function createHistoryRouter(options: {
  httpAuth: HttpAuthService;
  readers: Readers;
}): Router {
  const { httpAuth, readers } = options;
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    readers.requireReader(credentials);
    const { cursor, limit } = parse(listParameters, req.query);
    const position = decodeCursor(cursor, positionSchema);
    const response: HistoryResponse = await readers.history.page(
      entityRefOf(req.params),
      { before: position?.before, limit },
      credentials,
    );
    res.json(response);
  });
  return router;
}
