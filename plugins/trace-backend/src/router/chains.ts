import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ChainResponse,
  ChainsResponse,
} from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { ChainReader } from '../service/ChainReader';
import { Freshness } from '../service/freshness';
import { ReaderLogins } from '../service/ReaderLogins';
import { Visibility } from '../service/Visibility';
import { entityRefOf } from './entityRefOf';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  MAX_KEY,
  parse,
  textParameter,
  toPage,
} from '@throughline/backend-kit';

const flag = z
  .enum(['true', 'false'], 'expected true or false')
  .optional()
  .transform(value => value === 'true');

const listParameters = z.strictObject({
  mine: flag,
  waiting: flag,
  incomplete: flag,
  agent: flag,
  environment: textParameter(200).optional(),
  search: textParameter(200).optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({
  updatedAt: z.iso.datetime(),
  id: textParameter(MAX_KEY),
});

const chainParameters = z.object({ id: textParameter(MAX_KEY) });

/** What `createChainsRouter` needs. */
export interface ChainsRouterOptions {
  httpAuth: HttpAuthService;
  auth: AuthService;
  catalog: CatalogService;
  visibility: Visibility;
  chains: ChainReader;
  freshness: Freshness;
}

/** `GET /entities/:kind/:namespace/:name/chains` and `…/chains/:id`. */
export function createChainsRouter(options: ChainsRouterOptions): Router {
  const { httpAuth, visibility, chains, freshness } = options;
  const readerLogins = new ReaderLogins(options);
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name/chains', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { cursor, limit, ...filter } = parse(listParameters, req.query);
    const after = decodeCursor(cursor, positionSchema);
    const entityRef = entityRefOf(req.params);
    const { config, seesRestricted } = await visibility.requireEntity(
      entityRef,
      credentials,
    );
    const { repository } = config;
    const logins = await readerLogins.on(repository, credentials);
    const [{ items, environments }, reflected, seen] = await Promise.all([
      chains.page(
        entityRef,
        { filter, logins, seesRestricted, after, limit: limit + 1 },
        credentials,
      ),
      freshness.read(),
      freshness.hasSeen(repository),
    ]);
    const { rows, nextCursor } = toPage(items, limit, ({ updatedAt, id }) => ({
      updatedAt,
      id,
    }));
    const response: ChainsResponse = {
      items: rows,
      nextCursor,
      environments,
      ...reflected,
      connection: {
        repository,
        seen,
        knowsYou: logins.length > 0,
      },
    };
    res.json(response);
  });

  router.get(
    '/entities/:kind/:namespace/:name/chains/:id',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const entityRef = entityRefOf(req.params);
      const { id } = parse(chainParameters, req.params);
      const { seesRestricted } = await visibility.requireEntity(
        entityRef,
        credentials,
      );
      const response: ChainResponse = await chains.chain(
        entityRef,
        id,
        { seesRestricted },
        credentials,
      );
      res.json(response);
    },
  );
  return router;
}
