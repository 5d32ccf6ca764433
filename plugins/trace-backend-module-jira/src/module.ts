import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readJiraConfig } from './config';
import { createJiraConnector } from './connector';
import { JiraHistories } from './import/JiraHistories';

/** Brings Jira's webhooks into the delivery trace, and what was before them. */
export const traceModuleJira = createBackendModule({
  pluginId: 'trace',
  moduleId: 'jira',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const { settings, imported } = readJiraConfig(config);
        sources.addConnector(createJiraConnector(settings));
        if (imported.sites.length > 0) {
          sources.addHistoryGroup(new JiraHistories({ settings, imported }));
        }
      },
    });
  },
});
