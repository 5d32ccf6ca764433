import { AuditorService, AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Authorisation,
  cursorParameter,
  decodeCursor,
  encodeCursor,
  newPseudonym,
  parse,
  personRequest,
  requirePermission,
} from '@throughline/backend-kit';
import {
  ContextErasureResponse,
  contextPeopleErasePermission,
} from '@throughline/plugin-context-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { z } from 'zod';
import { erasePart, Position, STEPS } from '../erasure/erasePart';
import { plainFinder } from '../erasure/plainFinder';

const PSEUDONYM = 'expected a pseudonym that an earlier answer gave';

const erasureRequest = personRequest({
  dryRun: z.boolean('expected true or false').default(false),
  pseudonym: z
    .string(PSEUDONYM)
    .regex(/^erased-[0-9a-f]{8}$/, PSEUDONYM)
    .optional(),
  cursor: cursorParameter,
});

const positionSchema: z.ZodType<Position> = z.object({
  step: z.enum(STEPS),
  after: z.array(z.string()).max(2),
});

/** What the route about erasing needs. */
export interface ErasuresRouterOptions extends Authorisation {
  knex: Knex;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
}

/**
 * `POST /people/erasures`: erases a person from a part of what is kept, and says
 * where the next part begins. What somebody is known by is in the body, which
 * nobody logs, and is not kept.
 */
export function createErasuresRouter(options: ErasuresRouterOptions): Router {
  const { knex, auditor, auth, catalog, ...authorisation } = options;
  const router = PromiseRouter();

  async function isInCatalog(entityRefs: string[]): Promise<boolean> {
    if (entityRefs.length === 0) return false;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.some(Boolean);
  }

  router.post('/people/erasures', express.json(), async (req, res) => {
    const event = await auditor.createEvent({
      eventId: 'person-erase',
      severityLevel: 'high',
      request: req,
    });
    try {
      await requirePermission(authorisation, req, contextPeopleErasePermission);
      const {
        dryRun,
        cursor,
        pseudonym = newPseudonym(),
        ...person
      } = parse(erasureRequest, req.body);
      const refs = person.userRefs.map(ref => ref.toLocaleLowerCase('en-US'));
      const position = decodeCursor(cursor, positionSchema);
      const { report, next } = await erasePart(
        knex,
        { finder: plainFinder(person, pseudonym), refs, dryRun },
        position ?? { step: 'own', after: [] },
      );
      const response: ContextErasureResponse = {
        pseudonym,
        dryRun,
        report,
        stillInCatalog: await isInCatalog(refs),
        nextCursor: next && encodeCursor(next),
      };
      await event.success({ meta: { pseudonym, dryRun } });
      res.json(response);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });
  return router;
}
