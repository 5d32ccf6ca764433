/**
 * A labelled demo organisation, for development only: its deliveries, sent
 * through the portal's own signed front door, a way to sign in as its
 * people, and a policy that shows what permissions do.
 *
 * @packageDocumentation
 */

import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { demoAuthModule } from './auth/module';
import { demoPlugin } from './plugin';
import { demoPolicyModule } from './policy/module';

export { demoAuthModule, demoPlugin, demoPolicyModule };

/** The demo plugin, its sign-in and its policy, in one `backend.add`. */
export default createBackendFeatureLoader({
  loader: () => [demoPlugin, demoAuthModule, demoPolicyModule],
});
