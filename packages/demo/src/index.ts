/**
 * A labelled demo organisation, for development only: its deliveries, sent
 * through the portal's own signed front door, and a way to sign in as its
 * people.
 *
 * @packageDocumentation
 */

import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { demoAuthModule } from './auth/module';
import { demoPlugin } from './plugin';

export { demoAuthModule, demoPlugin };

/** The demo plugin and its sign-in, in one `backend.add`. */
export default createBackendFeatureLoader({
  loader: () => [demoPlugin, demoAuthModule],
});
