import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { traceSourcesExtensionPoint } from '@throughline/plugin-trace-node';
import { readGitConfig } from './config';
import { GitHistoryProvider } from './GitHistoryProvider';

/** Reads the git history of configured repositories into the delivery trace. */
export const traceModuleGit = createBackendModule({
  pluginId: 'trace',
  moduleId: 'git',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: traceSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        for (const repository of readGitConfig(config)) {
          sources.addHistory(new GitHistoryProvider(repository));
        }
      },
    });
  },
});
