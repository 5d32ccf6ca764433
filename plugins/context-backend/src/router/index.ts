import {
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import { createReaders } from '../reading/createReaders';
import { ReadingConfig } from '../reading/types';
import { createEntitiesRouter } from './entities';
import { createHistoryRouter } from './history';
import { createLookRouter } from './look';
import { createMembersRouter } from './members';

/** What the routes are made of. */
export interface RouterOptions {
  config: ReadingConfig;
  knex: Knex;
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  /** The clock, for tests. */
  now?: () => Date;
}

/**
 * All routes by which context is read, see `routeTable.ts` for who may use
 * which.
 */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth } = options;
  const readers = createReaders(options);
  const router = PromiseRouter();
  router.use(createEntitiesRouter({ httpAuth, readers }));
  router.use(createHistoryRouter({ httpAuth, readers }));
  router.use(createMembersRouter({ httpAuth, readers }));
  router.use(createLookRouter({ httpAuth, readers }));
  return router;
}
