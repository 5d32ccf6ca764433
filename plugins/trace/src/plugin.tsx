import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiFlowChart, RiPlugLine } from '@remixicon/react';
import { ContextSectionBlueprint } from '@throughline/plugin-context-react';
import { traceApiRef, TraceClient } from './api';
import { isDeliveryAvailable, isFlowAvailable } from './availability';
import {
  connectGithubRouteRef,
  connectionsLinkRouteRef,
  connectionsRouteRef,
  flowLinkRouteRef,
  flowRouteRef,
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

const flowContent = EntityContentBlueprint.make({
  name: 'flow',
  params: {
    path: '/flow',
    title: 'Flow',
    filter: isFlowAvailable,
    loader: async () => {
      const { EntityFlowContent } = await import('./components/Flow');
      return <EntityFlowContent />;
    },
  },
});

const flowPage = PageBlueprint.make({
  name: 'flow',
  params: {
    path: '/flow',
    title: 'Flow',
    icon: <RiFlowChart />,
    routeRef: flowRouteRef,
    loader: async () => {
      const { FlowPage } = await import('./components/Flow');
      return <FlowPage />;
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

/**
 * The trace plugin: the Delivery and Flow tabs, the Flow page and the pages about
 * connections.
 */
export const tracePlugin = createFrontendPlugin({
  pluginId: 'trace',
  title: 'Trace',
  info: { packageJson: () => import('../package.json') },
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
  extensions: [
    traceApi,
    deliveryContent,
    flowContent,
    flowPage,
    connectionsPage,
    contextSection,
  ],
});
