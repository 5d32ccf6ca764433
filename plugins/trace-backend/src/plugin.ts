import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { contextSignalServiceRef } from '@throughline/plugin-context-node';
import { tracePermissions } from '@throughline/plugin-trace-common';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { applyProjectionSettings } from './applyProjectionSettings';
import { readTraceConfig } from './config';
import { appendFacts } from './database/graph/operations/appendFacts';
import { openDatabase, WorkLoop } from '@throughline/backend-kit';
import { ChangeSignals } from './context/ChangeSignals';
import { createInbox } from './inbox/createInbox';
import { enqueueExpired } from './findings/enqueueExpired';
import { FirstReads } from './inbox/FirstReads';
import { Rush } from './inbox/Rush';
import { ErasureWorker } from './erasure/ErasureWorker';
import { SourcesExtension } from './inbox/SourcesExtension';
import { createRouter } from './router';
import { applyRestrictions } from './restriction/applyRestrictions';
import { CatalogSync } from './service/CatalogSync';
import { Projector } from './service/Projector';

/**
 * The trace plugin: takes deliveries in, keeps the facts in them, and shows
 * each entity the way of its changes from ticket to production.
 */
export const tracePlugin = createBackendPlugin({
  pluginId: 'trace',
  register(env) {
    const extension = new SourcesExtension();
    env.registerExtensionPoint(traceSourcesExtensionPoint, extension);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        context: contextSignalServiceRef,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        config: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, database, logger, lifecycle, scheduler } = deps;
        const config = readTraceConfig(deps.config);
        const knex = await openDatabase(
          database,
          '@throughline/plugin-trace-backend',
        );
        await applyRestrictions(knex, config.restrictions);
        await applyProjectionSettings(knex, config.projection);
        const signals = new ChangeSignals(deps);
        const rush = new Rush();
        const firstReads = new FirstReads();
        const projector = new Projector(knex, refs => signals.changed(refs));
        const projecting = new WorkLoop({
          name: 'Projecting the delivery graph',
          work: () => projector.projectOnce(),
          pollMs: 1_000,
          givesWay: () => rush.isOn() || firstReads.isOn(),
          logger,
        });
        const wakeProjector = () => projecting.wake();
        const inbox = createInbox({
          config,
          extension,
          knex,
          appendFacts,
          onFacts: wakeProjector,
          rush,
          firstReads,
          logger,
        });
        const eraser = new ErasureWorker(knex, wakeProjector);
        const erasing = new WorkLoop({
          name: 'Erasing people',
          work: () => eraser.workOnce(),
          pollMs: 1_000,
          givesWay: () => rush.isOn(),
          logger,
        });
        const catalogSync = new CatalogSync({
          knex,
          catalog,
          auth,
          logger,
          onChanged: refs => {
            wakeProjector();
            signals.changed(refs);
          },
        });

        deps.permissionsRegistry.addPermissions(tracePermissions);
        deps.httpRouter.addAuthPolicy({
          path: '/ingest',
          allow: 'unauthenticated',
        });
        deps.httpRouter.use(
          createRouter({
            ...deps,
            config,
            knex,
            inbox,
            wakeErasing: () => erasing.wake(),
            projector,
            wakeProjector,
          }),
        );
        for (const intake of extension.intakes) {
          await intake.start(inbox.inbox);
        }

        lifecycle.addStartupHook(async () => {
          projecting.start();
          erasing.start();
          await inbox.start(scheduler);
          await catalogSync.start(scheduler, config.catalog.refresh);
          await scheduler.scheduleTask({
            id: 'trace-finding-exceptions',
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
            fn: async () => {
              if ((await enqueueExpired(knex)) > 0) wakeProjector();
            },
          });
        });
        lifecycle.addShutdownHook(async () => {
          await inbox.stop();
          await erasing.stop();
          await projecting.stop();
          await signals.stop();
        });
      },
    });
  },
});
