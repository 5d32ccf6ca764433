import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CarefulPolicy } from './CarefulPolicy';

/** Your group of platform engineers. */
const PLATFORM_ENGINEERS = 'group:default/platform-engineers';

/** Gives the portal the policy. */
export const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'careful-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new CarefulPolicy(PLATFORM_ENGINEERS));
      },
    });
  },
});
