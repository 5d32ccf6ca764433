/**
 * The same tab and card for apps on the older frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { contextApiRef, ContextClient } from './api';
import { contextTabLinkRouteRef, contextTabRouteRef } from './routes';

/** The context plugin for the older frontend system. */
export const contextPlugin = createPlugin({
  id: 'context',
  apis: [
    createApiFactory({
      api: contextApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new ContextClient(apis),
    }),
  ],
  routes: { tab: contextTabRouteRef },
  externalRoutes: { tabLink: contextTabLinkRouteRef },
});

/**
 * The Context tab, to be placed in a route of the entity page. Plugins that
 * draw their own section go into its `sections`.
 */
export const EntityContextContent = contextPlugin.provide(
  createRoutableExtension({
    name: 'EntityContextContent',
    component: () => import('./components/Context').then(m => m.ContextContent),
    mountPoint: contextTabRouteRef,
  }),
);

/** The context card, to be placed on the overview of the entity page. */
export const EntityContextCard = contextPlugin.provide(
  createComponentExtension({
    name: 'EntityContextCard',
    component: {
      lazy: () => import('./components/ContextCard').then(m => m.ContextCard),
    },
  }),
);

export * from './api';
export { isContextAvailable } from './availability';
export { contextTranslationRef } from './translation';
