import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readGithubSettings } from './config';
import { createGithubConnector } from './connector';

/** Brings GitHub's webhooks into the delivery trace, as source `github`. */
export const traceModuleGithub = createBackendModule({
  pluginId: 'trace',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addConnector(createGithubConnector(readGithubSettings(config)));
      },
    });
  },
});
