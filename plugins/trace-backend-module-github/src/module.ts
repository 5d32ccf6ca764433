import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readGithubSettings } from './config';
import { connectGithub } from './connect';
import { createGithubConnector } from './connector';

/**
 * Brings GitHub's webhooks into the delivery trace, as source `github`, and the
 * routes that connect the portal to GitHub.
 */
export const traceModuleGithub = createBackendModule({
  pluginId: 'trace',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        sources: traceSourcesExtensionPoint,
      },
      async init(deps) {
        const { config, httpRouter, sources } = deps;
        httpRouter.use(connectGithub(deps));
        sources.addConnector(createGithubConnector(readGithubSettings(config)));
      },
    });
  },
});
