import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { openDatabase } from '@throughline/backend-kit';
import { contextPermissions } from '@throughline/plugin-context-common';
import { registerActions } from './actions';
import { readContextConfig } from './config';
import { createRouter } from './router';
import { createDirtyRouter } from './router/dirty';
import { createErasuresRouter } from './router/erasures';
import { createReadModel } from './service/createReadModel';

/**
 * The context plugin: asks the other plugins what they know of each entity,
 * keeps every revision of it, and shows each reader what they may see.
 */
export const contextPlugin = createBackendPlugin({
  pluginId: 'context',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const config = readContextConfig(deps.config);
        const knex = await openDatabase(
          deps.database,
          '@throughline/plugin-context-backend',
        );
        const readModel = createReadModel({ ...deps, config, knex });

        deps.permissionsRegistry.addPermissions(contextPermissions);
        deps.httpRouter.use(createRouter({ ...deps, config, knex }));
        deps.httpRouter.use(
          createDirtyRouter({ ...deps, config, due: readModel.due }),
        );
        deps.httpRouter.use(createErasuresRouter({ ...deps, knex }));
        registerActions({ ...deps, config, knex });

        deps.lifecycle.addStartupHook(() => readModel.start(deps.scheduler));
        deps.lifecycle.addShutdownHook(() => readModel.stop());
      },
    });
  },
});
