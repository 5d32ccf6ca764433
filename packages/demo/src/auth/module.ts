import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { readDemoConfig } from '../config';
import { demoAuthenticator, signInDemoPerson } from './demoAuthenticator';

/**
 * Signs people in as anybody of the demo organisation, without a password. Not
 * registered unless the demo is enabled, which production refuses.
 */
export const demoAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (!readDemoConfig(config)) return;
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator,
            signInResolver: signInDemoPerson,
          }),
        });
      },
    });
  },
});
