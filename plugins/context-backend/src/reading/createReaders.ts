import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { ContextReader } from './ContextReader';
import { HistoryReader } from './HistoryReader';
import { LookStore } from './LookStore';
import { MembersReader } from './MembersReader';
import { Moments } from './Moments';
import { createRequireReader, RequireReader } from './requireReader';
import { ReadingConfig } from './types';
import { Visibility } from './Visibility';

/** What routes and actions read with. */
export interface Readers {
  /** To be called first, by each of them. */
  requireReader: RequireReader;
  contexts: ContextReader;
  history: HistoryReader;
  members: MembersReader;
  looks: LookStore;
}

/** @param options - `now` for tests */
export function createReaders(options: {
  config: ReadingConfig;
  knex: Knex;
  auth: AuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  now?: () => Date;
}): Readers {
  const { config, knex, auth, catalog } = options;
  const now = options.now ?? (() => new Date());
  const visibility = new Visibility(options);
  const moments = new Moments(knex, config.retentionMs, now);
  const looks = new LookStore(knex, now);
  return {
    requireReader: createRequireReader(auth, config),
    contexts: new ContextReader({
      knex,
      config,
      auth,
      visibility,
      moments,
      looks,
      now,
    }),
    history: new HistoryReader({ knex, config, visibility, moments }),
    members: new MembersReader({ knex, config, catalog, visibility }),
    looks,
  };
}
