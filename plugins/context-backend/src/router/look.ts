import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parse } from '@throughline/backend-kit';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Readers } from '../reading/createReaders';
import { entityRefOf } from './parameters';

const REVISION_EXPECTED = 'expected the revision of an answer, a whole number';

const lookRequest = z.strictObject({
  revision: z.number(REVISION_EXPECTED).int(REVISION_EXPECTED).min(0),
  settle: z.boolean('expected true or false'),
});

/** `PUT /entities/:kind/:namespace/:name/look`. */
export function createLookRouter(options: {
  httpAuth: HttpAuthService;
  readers: Readers;
}): Router {
  const { httpAuth, readers } = options;
  const router = PromiseRouter();

  router.put(
    '/entities/:kind/:namespace/:name/look',
    express.json(),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const request = parse(lookRequest, req.body);
      const entityRef = entityRefOf(req.params);
      await readers.contexts.requireVisible(entityRef, credentials);
      await readers.looks.look(
        credentials.principal.userEntityRef,
        entityRef,
        request,
      );
      res.status(204).end();
    },
  );
  return router;
}
