import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CarefulGroups, CarefulPolicy } from './CarefulPolicy';

/** Your groups. */
const GROUPS: CarefulGroups = {
  platformEngineers: 'group:default/platform-engineers',
  dataProtection: 'group:default/data-protection',
};

/** Gives the portal the policy. */
export const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'careful-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new CarefulPolicy(GROUPS));
      },
    });
  },
});
