import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { GithubClients } from './client';
import { readGithubSettings, readImportConfig } from './config';
import { connectGithub } from './connect';
import { createGithubConnector } from './connector';
import { GithubHistories } from './import/GithubHistories';

/**
 * Brings GitHub's webhooks into the delivery trace, as source `github`, what was
 * there before them, and the routes that connect the portal to GitHub.
 */
export const traceModuleGithub = createBackendModule({
  pluginId: 'trace',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
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
        const settings = readGithubSettings(config);
        sources.addConnector(createGithubConnector(settings));
        const imported = readImportConfig(config);
        if (imported.enabled) {
          const clients = GithubClients.fromConfig(config);
          sources.addHistoryGroup(
            new GithubHistories({ clients, settings, config: imported }),
          );
        }
      },
    });
  },
});
