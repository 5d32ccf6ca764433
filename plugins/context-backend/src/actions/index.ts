import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { createReaders } from '../reading/createReaders';
import { ReadingConfig } from '../reading/types';
import { registerGetEntityContext } from './getEntityContext';
import { registerWhatChangedSince } from './whatChangedSince';

/** What the actions are made of. */
export interface ActionsOptions {
  /** `actionsRegistryServiceRef` */
  actionsRegistry: ActionsRegistryService;
  config: ReadingConfig;
  knex: Knex;
  auth: AuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
}

/** All actions by which agents read context, authorised like the routes. */
export function registerActions(options: ActionsOptions): void {
  const { actionsRegistry } = options;
  const readers = createReaders(options);
  registerGetEntityContext(actionsRegistry, readers);
  registerWhatChangedSince(actionsRegistry, readers);
}
