import { createBackendModule } from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { cdeventsConnector } from './cdeventsConnector';

/** Takes CDEvents, as CloudEvents over HTTP, into the delivery trace. */
export const traceModuleCdevents = createBackendModule({
  pluginId: 'trace',
  moduleId: 'cdevents',
  register(env) {
    env.registerInit({
      deps: { sources: traceSourcesExtensionPoint },
      async init({ sources }) {
        sources.addConnector(cdeventsConnector);
      },
    });
  },
});
