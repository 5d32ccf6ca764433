import { createBackendModule } from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { restConnector } from './restConnector';

/** Takes deployments and git history from senders without a connector. */
export const traceModuleRest = createBackendModule({
  pluginId: 'trace',
  moduleId: 'rest',
  register(env) {
    env.registerInit({
      deps: { sources: traceSourcesExtensionPoint },
      async init({ sources }) {
        sources.addConnector(restConnector);
      },
    });
  },
});
