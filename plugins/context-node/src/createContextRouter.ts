import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { parse } from '@throughline/backend-kit';
import {
  ContextAnswer,
  ContextSection,
  LIMITS,
} from '@throughline/plugin-context-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';

const request = z.object({
  entityRefs: z
    .array(z.string().min(1).max(500), 'expected a list of entity refs')
    .min(1, 'expected 1 to 100 entity refs')
    .max(LIMITS.refs, 'expected 1 to 100 entity refs'),
});

/**
 * The route `POST /context`, by which a plugin takes part in the unified view.
 *
 * It answers the context backend and nobody else: sections are not yet cut to
 * what a reader may see.
 *
 * @param options - `readSections` gives the sections of the entities that it
 *   knows something about, and nothing for the others
 */
export function createContextRouter(options: {
  httpAuth: HttpAuthService;
  readSections(entityRefs: string[]): Promise<ContextSection[]>;
}): Router {
  const router = PromiseRouter();
  router.post('/context', express.json(), async (req, res) => {
    const { principal } = await options.httpAuth.credentials(req, {
      allow: ['service'],
    });
    if (principal.subject !== 'plugin:context') {
      throw new NotAllowedError('Only the context plugin may ask this');
    }
    const { entityRefs } = parse(request, req.body);
    const answer: ContextAnswer = {
      items: await options.readSections([...new Set(entityRefs)]),
    };
    res.json(answer);
  });
  return router;
}
