import {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { WorkLoop } from '@throughline/backend-kit';
import { Knex } from 'knex';
import { CATALOG_SOURCE, ContextConfig } from '../config';
import { CatalogSource } from '../pull/CatalogSource';
import { ContextSource } from '../pull/ContextSource';
import { HttpSource } from '../pull/HttpSource';
import { Puller } from '../pull/Puller';
import { announceRevisions } from './announceRevisions';
import { CatalogWatch } from './CatalogWatch';
import { Due } from './Due';
import { Retention } from './Retention';
import { SignsOfLife } from './SignsOfLife';
import { Sweep } from './Sweep';

/** The background work that keeps the read model, and the way to hurry it. */
export interface ReadModel {
  due: Due;
  start(scheduler: SchedulerService): Promise<void>;
  stop(): Promise<void>;
}

/** Puts together what keeps the read model fresh. */
export function createReadModel(options: {
  config: ContextConfig;
  knex: Knex;
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  events: EventsService;
  logger: LoggerService;
}): ReadModel {
  const { config, knex, auth, catalog, discovery, events, logger } = options;
  const onRevisions = announceRevisions(events, logger);
  const pluginIds = config.plugins.map(({ id }) => id);

  // A loop for each, so that one that hangs delays none of the others.
  const workers = pluginIds.map(id => {
    const source: ContextSource =
      id === CATALOG_SOURCE
        ? new CatalogSource({ catalog, auth })
        : new HttpSource(id, { discovery, auth });
    const puller = new Puller({
      source,
      knex,
      timeoutMs: config.timeoutMs,
      logger,
      onRevisions,
    });
    const loop = new WorkLoop({
      name: `Asking the plugin "${id}"`,
      work: () => puller.pullOnce(),
      pollMs: 1_000,
      logger,
    });
    return { id, puller, loop };
  });
  const wake = (pluginId?: string) =>
    workers
      .filter(({ id }) => pluginId === undefined || id === pluginId)
      .forEach(({ loop }) => loop.wake());

  const parts = { knex, pluginIds, wake: () => wake(), onRevisions };
  const watch = new CatalogWatch({ ...parts, catalog, auth });
  const sweep = new Sweep(parts);
  const due = new Due({ knex, wake });
  const signsOfLife = new SignsOfLife({ knex, pluginIds, due });
  const retention = new Retention({ ...parts, ...config, logger });

  return {
    due,
    async start(scheduler) {
      await sweep.start(scheduler, config.sweep);
      workers.forEach(({ loop }) => loop.start());
      await watch.start(scheduler, config.catalog.refresh);
      await signsOfLife.start(scheduler);
      await retention.start(scheduler);
    },
    async stop() {
      workers.forEach(({ puller }) => puller.stop());
      await Promise.all(workers.map(({ loop }) => loop.stop()));
    },
  };
}
