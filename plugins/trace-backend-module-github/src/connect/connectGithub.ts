import {
  AuditorService,
  CacheService,
  DatabaseService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import { Authorisation } from '@throughline/backend-kit';
import { Router } from 'express';
import { ClientTiming, GithubClients } from '../client';
import { readImportConfig } from '../config';
import { AppStates } from './AppStates';
import { PAGE_TIMING } from './asking';
import { Claims } from './claims';
import { ReachableRepositories } from './ReachableRepositories';
import { createConnectRouter, GITHUB_SOURCE } from './router';

/** What connecting GitHub needs of the backend. */
export interface ConnectServices extends Authorisation {
  auditor: AuditorService;
  cache: CacheService;
  catalog: CatalogService;
  config: Config;
  database: DatabaseService;
  discovery: DiscoveryService;
}

/** The routes of the Connect GitHub page, ready to be used. */
export function connectGithub(
  services: ConnectServices,
  timing: ClientTiming = PAGE_TIMING,
): Router {
  const { cache, catalog, config, database, discovery } = services;
  const clients = GithubClients.fromConfig(config, timing);
  const importing = readImportConfig(config);
  // Asked for when needed: the plugin prepares its database after its modules.
  const claims = new Claims({ database: () => database.getClient(), catalog });
  return createConnectRouter({
    ...services,
    clients,
    states: new AppStates(cache),
    repositories: new ReachableRepositories({ clients, claims }),
    addresses: async () => ({
      app: config.getString('app.baseUrl'),
      webhook: `${await discovery.getExternalBaseUrl(
        'trace',
      )}/ingest/${GITHUB_SOURCE}`,
    }),
    importing: async () => ({
      enabled: importing.enabled,
      days: importing.days,
      everyMinutes: Math.round(
        durationToMilliseconds(importing.frequency) / 60_000,
      ),
      repositories: await claims.count(
        clients.hosts
          .filter(({ credentials }) => credentials !== 'none')
          .map(({ name }) => name),
      ),
    }),
  });
}
