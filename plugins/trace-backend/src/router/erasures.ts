import { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Authorisation,
  marksOf,
  parse,
  personRequest,
  requirePermission,
} from '@throughline/backend-kit';
import {
  ErasureSummary,
  tracePeopleErasePermission,
} from '@throughline/plugin-trace-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { insertErasure, readErasure } from '../erasure/operations/erasures';
import { addMarks } from '../erasure/operations/marks';

const erasureRequest = personRequest({
  dryRun: z.boolean('expected true or false').default(false),
});

const idParameters = z.object({
  id: z.uuid('expected the id that POST /people/erasures answered'),
});

/** What the routes about erasing need. */
export interface ErasuresRouterOptions extends Authorisation {
  knex: Knex;
  auditor: AuditorService;
  /** Called when there is something to erase. */
  wake: () => void;
}

async function requireErasure(knex: Knex, id: string): Promise<ErasureSummary> {
  const erasure = await readErasure(knex, id);
  if (!erasure) throw new NotFoundError('There is no such erasing');
  return erasure;
}

/**
 * `POST /people/erasures` and `GET /people/erasures/:id`. What somebody is known
 * by is in the body, which nobody logs, and is kept as keyed hashes only.
 */
export function createErasuresRouter(options: ErasuresRouterOptions): Router {
  const { knex, auditor, wake, ...authorisation } = options;
  const router = PromiseRouter();

  router.post('/people/erasures', express.json(), async (req, res) => {
    const event = await auditor.createEvent({
      eventId: 'person-erase',
      severityLevel: 'high',
      request: req,
    });
    try {
      await requirePermission(authorisation, req, tracePeopleErasePermission);
      const { dryRun, ...person } = parse(erasureRequest, req.body);
      const id = randomUUID();
      const pseudonym = await knex.transaction(async tx => {
        const name = await addMarks(
          tx,
          firstLogin => marksOf(person, firstLogin),
          dryRun ? id : undefined,
        );
        await insertErasure(tx, { id, pseudonym: name, rehearsal: dryRun });
        return name;
      });
      wake();
      const erasure = await requireErasure(knex, id);
      await event.success({ meta: { id, pseudonym, dryRun } });
      res.status(202).json(erasure);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.get('/people/erasures/:id', async (req, res) => {
    await requirePermission(authorisation, req, tracePeopleErasePermission);
    const { id } = parse(idParameters, req.params);
    res.json(await requireErasure(knex, id));
  });
  return router;
}
