/**
 * The same pages for apps on the older frontend system.
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
import { createContextSection } from '@throughline/plugin-context-react';
import { traceApiRef, TraceClient } from './api';
import {
  connectGithubRouteRef,
  connectionsLinkRouteRef,
  connectionsRouteRef,
  flowLinkRouteRef,
  flowRouteRef,
  registerRouteRef,
} from './routes';

/** The trace plugin for the older frontend system. */
export const tracePlugin = createPlugin({
  id: 'trace',
  apis: [
    createApiFactory({
      api: traceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new TraceClient(apis),
    }),
  ],
  routes: {
    connections: connectionsRouteRef,
    connectGithub: connectGithubRouteRef,
    flow: flowRouteRef,
  },
  externalRoutes: {
    connectionsLink: connectionsLinkRouteRef,
    flowLink: flowLinkRouteRef,
    register: registerRouteRef,
  },
});

/** The Delivery tab, to be placed in a route of the entity page. */
export const EntityDeliveryContent = tracePlugin.provide(
  createComponentExtension({
    name: 'EntityDeliveryContent',
    component: {
      lazy: () => import('./components/Delivery').then(m => m.DeliveryContent),
    },
  }),
);

/** The Flow tab, to be placed in a route of the entity page. */
export const EntityFlowContent = tracePlugin.provide(
  createComponentExtension({
    name: 'EntityFlowContent',
    component: {
      lazy: () => import('./components/Flow').then(m => m.EntityFlowContent),
    },
  }),
);

/** The Flow page, to be placed in a route of the app. */
export const FlowPage = tracePlugin.provide(
  createRoutableExtension({
    name: 'FlowPage',
    component: () => import('./components/Flow').then(m => m.LegacyFlowPage),
    mountPoint: flowRouteRef,
  }),
);

/** The Connections page, to be placed in a route of the app. */
export const ConnectionsPage = tracePlugin.provide(
  createRoutableExtension({
    name: 'ConnectionsPage',
    component: () =>
      import('./components/Connections').then(m => m.LegacyConnectionsPage),
    mountPoint: connectionsRouteRef,
  }),
);

/** The body of the Delivery section, to be given to the Context tab. */
export const traceContextSection = createContextSection({
  sectionId: 'trace',
  loader: () =>
    import('./components/ContextSection').then(m => m.ContextSection),
});

export * from './api';
export { isDeliveryAvailable, isFlowAvailable } from './availability';
export { traceTranslationRef } from './translation';
