import { createBackendModule } from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { sarifConnector } from './sarifConnector';

/** Takes SARIF that scanners write and CI jobs upload into the delivery trace. */
export const traceModuleSarif = createBackendModule({
  pluginId: 'trace',
  moduleId: 'sarif',
  register(env) {
    env.registerInit({
      deps: { sources: traceSourcesExtensionPoint },
      async init({ sources }) {
        sources.addConnector(sarifConnector);
      },
    });
  },
});
