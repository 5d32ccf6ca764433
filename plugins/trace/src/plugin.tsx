import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiPlugLine } from '@remixicon/react';
import { ContextSectionBlueprint } from '@throughline/plugin-context-react';
import { traceApiRef, TraceClient } from './api';
import { isDeliveryAvailable } from './availability';
import {
  connectGithubRouteRef,
  connectionsLinkRouteRef,
  connectionsRouteRef,
  registerRouteRef,
} from './routes';

const traceApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: traceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new TraceClient(apis),
    }),
});

const deliveryContent = EntityContentBlueprint.make({
  name: 'delivery',
  params: {
    path: '/delivery',
    title: 'Delivery',
    filter: isDeliveryAvailable,
    loader: async () => {
      const { DeliveryContent } = await import('./components/Delivery');
      return <DeliveryContent />;
    },
  },
});

const connectionsPage = PageBlueprint.make({
  name: 'connections',
  params: {
    path: '/connections',
    title: 'Connections',
    icon: <RiPlugLine />,
    routeRef: connectionsRouteRef,
    loader: async () => {
      const { ConnectionsPage } = await import('./components/Connections');
      return <ConnectionsPage />;
    },
  },
});

const contextSection = ContextSectionBlueprint.make({
  params: {
    sectionId: 'trace',
    loader: () =>
      import('./components/ContextSection').then(m => m.ContextSection),
  },
});

/** The trace plugin: the Delivery tab and the pages about connections. */
export const tracePlugin = createFrontendPlugin({
  pluginId: 'trace',
  title: 'Trace',
  info: { packageJson: () => import('../package.json') },
  routes: {
    connections: connectionsRouteRef,
    connectGithub: connectGithubRouteRef,
  },
  externalRoutes: {
    connectionsLink: connectionsLinkRouteRef,
    register: registerRouteRef,
  },
  extensions: [traceApi, deliveryContent, connectionsPage, contextSection],
});
