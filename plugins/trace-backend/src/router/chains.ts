import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ChainResponse,
  ChainsResponse,
} from '@throughline/plugin-trace-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { readEntity } from '../graph/readEntity';
import { ChainReader } from '../service/ChainReader';
import { Freshness } from '../service/freshness';
import { readerLogins } from '../service/readerLogins';
import { Visibility } from '../service/Visibility';
import {
  cursorParameter,
  decodeCursor,
  limitParameter,
  toPage,
} from './pagination';
import { parse } from './parse';

const flag = z
  .enum(['true', 'false'], 'expected true or false')
  .optional()
  .transform(value => value === 'true');

const listParameters = z.strictObject({
  mine: flag,
  waiting: flag,
  incomplete: flag,
  agent: flag,
  environment: z.string().min(1).max(200).optional(),
  search: z.string().min(1).max(200).optional(),
  cursor: cursorParameter,
  limit: limitParameter,
});

const positionSchema = z.object({
  updatedAt: z.string().max(40),
  id: z.string().max(1_000),
});

/** Lower case, as refs are written: the catalog does not tell cases apart. */
function entityRefOf(params: Record<string, string>): string {
  const { kind, namespace, name } = params;
  return stringifyEntityRef({ kind, namespace, name });
}

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
  const router = PromiseRouter();

  router.get('/entities/:kind/:namespace/:name/chains', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { cursor, limit, ...filter } = parse(listParameters, req.query);
    const after = decodeCursor(cursor, positionSchema);
    const entityRef = entityRefOf(req.params);
    const entity = await visibility.requireEntity(entityRef, credentials);

    const logins = await readerLogins(credentials, options);
    const { items, environments } = await chains.page(
      entityRef,
      { filter, logins, after, limit: limit + 1 },
      credentials,
    );
    const { rows, nextCursor } = toPage(items, limit, ({ updatedAt, id }) => ({
      updatedAt,
      id,
    }));
    const { repository } = readEntity(entity);
    const response: ChainsResponse = {
      items: rows,
      nextCursor,
      environments,
      ...(await freshness.read()),
      connection: {
        repository,
        seen: await freshness.hasSeen(repository),
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
      await visibility.requireEntity(entityRef, credentials);
      const response: ChainResponse = await chains.chain(
        entityRef,
        req.params.id,
        credentials,
      );
      res.json(response);
    },
  );
  return router;
}
