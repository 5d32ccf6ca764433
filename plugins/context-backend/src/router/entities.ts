import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parse, textParameter } from '@throughline/backend-kit';
import {
  ContextsResponse,
  EntityContext,
  LIMITS,
} from '@throughline/plugin-context-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Readers } from '../reading/createReaders';
import { parseMoment, parseSince } from '../reading/parseMoment';
import { entityRefOf, readEntityRef } from './parameters';

/** Longest moment that is looked at, in characters. */
const MAX_MOMENT = 50;
const REFS_EXPECTED = `expected 1 to ${LIMITS.refs} entity refs`;

const readParameters = z.strictObject({
  since: textParameter(MAX_MOMENT).optional(),
  at: textParameter(MAX_MOMENT).optional(),
});

const byRefsRequest = z.strictObject({
  entityRefs: z
    .array(textParameter(500), REFS_EXPECTED)
    .min(1, REFS_EXPECTED)
    .max(LIMITS.refs, REFS_EXPECTED),
  since: z
    .union(
      [z.number(), textParameter(MAX_MOMENT)],
      'expected the number of a revision, an ISO 8601 time or last-look',
    )
    .optional(),
});

/** `GET /entities/:kind/:namespace/:name` and `POST /entities/by-refs`. */
export function createEntitiesRouter(options: {
  httpAuth: HttpAuthService;
  readers: Readers;
}): Router {
  const { httpAuth, readers } = options;
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    readers.requireReader(credentials);
    const { since, at } = parse(readParameters, req.query);
    const response: EntityContext = await readers.contexts.readOne(
      entityRefOf(req.params),
      {
        since: since === undefined ? undefined : parseSince(since),
        at: at === undefined ? undefined : parseMoment('at', at),
      },
      credentials,
    );
    res.json(response);
  });

  router.post('/entities/by-refs', express.json(), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    readers.requireReader(credentials);
    const { entityRefs, since } = parse(byRefsRequest, req.body);
    const response: ContextsResponse = await readers.contexts.read(
      entityRefs.map((ref, index) => readEntityRef(`entityRefs.${index}`, ref)),
      { since: since === undefined ? undefined : parseSince(since) },
      credentials,
    );
    res.json(response);
  });
  return router;
}
