import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { GitlabClients } from './client';
import { readGitlabSettings, readImportConfig } from './config';
import { createGitlabConnector } from './connector';
import { GitlabHistories } from './import/GitlabHistories';

/**
 * Brings GitLab's webhooks into the delivery trace, as source `gitlab`, and what
 * was there before them.
 */
export const traceModuleGitlab = createBackendModule({
  pluginId: 'trace',
  moduleId: 'gitlab',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const settings = readGitlabSettings(config);
        sources.addConnector(createGitlabConnector(settings));
        const imported = readImportConfig(config);
        if (imported.enabled) {
          const clients = GitlabClients.fromConfig(config);
          sources.addHistoryGroup(
            new GitlabHistories({ clients, settings, config: imported }),
          );
        }
      },
    });
  },
});
