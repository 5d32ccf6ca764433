import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  cursorParameter,
  decodeCursor,
  encodeCursor,
  limitParameter,
  parse,
} from '@throughline/backend-kit';
import { MembersResponse } from '@throughline/plugin-context-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Readers } from '../reading/createReaders';
import { entityRefOf } from './parameters';

/** Members on a page where none is asked for. */
const DEFAULT_LIMIT = '50';

const listParameters = z.strictObject({
  cursor: cursorParameter,
  limit: limitParameter,
});

// The catalog's cursor holds its whole query, so one that is taken to another
// entity would show that one's members there.
const positionSchema = z.object({ of: z.string(), catalog: z.string() });

/** `GET /entities/:kind/:namespace/:name/members`. */
export function createMembersRouter(options: {
  httpAuth: HttpAuthService;
  readers: Readers;
}): Router {
  const { httpAuth, readers } = options;
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name/members', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    readers.requireReader(credentials);
    const { cursor, limit } = parse(listParameters, {
      limit: DEFAULT_LIMIT,
      ...req.query,
    });
    const entityRef = entityRefOf(req.params);
    const position = decodeCursor(cursor, positionSchema);
    if (position && position.of !== entityRef) {
      throw new InputError(
        'cursor: expected the nextCursor of an earlier answer to the same request',
      );
    }
    const page = await readers.members.page(
      entityRef,
      { cursor: position?.catalog, limit },
      credentials,
    );
    const response: MembersResponse = {
      items: page.items,
      nextCursor:
        page.nextCursor &&
        encodeCursor({ of: entityRef, catalog: page.nextCursor }),
    };
    res.json(response);
  });
  return router;
}
