import { createBackendModule } from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { junitConnector } from './junitConnector';

/** Takes JUnit XML that CI jobs upload into the delivery trace. */
export const traceModuleJunit = createBackendModule({
  pluginId: 'trace',
  moduleId: 'junit',
  register(env) {
    env.registerInit({
      deps: { sources: traceSourcesExtensionPoint },
      async init({ sources }) {
        sources.addConnector(junitConnector);
      },
    });
  },
});
