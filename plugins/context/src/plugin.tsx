import {
  ApiBlueprint,
  createExtensionInput,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { ContextSectionBlueprint } from '@throughline/plugin-context-react';
import { contextApiRef, ContextClient } from './api';
import { isContextAvailable } from './availability';
import { contextTabLinkRouteRef, contextTabRouteRef } from './routes';

const contextApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: contextApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new ContextClient(apis),
    }),
});

const { renderer } = ContextSectionBlueprint.dataRefs;

const contextContent = EntityContentBlueprint.makeWithOverrides({
  inputs: { sections: createExtensionInput([renderer]) },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      path: '/context',
      title: 'Context',
      routeRef: contextTabRouteRef,
      filter: isContextAvailable,
      loader: async () => {
        const { ContextContent } = await import('./components/Context');
        const sections = inputs.sections.map(input => input.get(renderer));
        return <ContextContent sections={sections} />;
      },
    });
  },
});

const contextCard = EntityCardBlueprint.make({
  params: {
    type: 'content',
    filter: isContextAvailable,
    loader: async () => {
      const { ContextCard } = await import('./components/ContextCard');
      return <ContextCard />;
    },
  },
});

/** The context plugin: the Context tab and the context card. */
export const contextPlugin = createFrontendPlugin({
  pluginId: 'context',
  title: 'Context',
  info: { packageJson: () => import('../package.json') },
  routes: { tab: contextTabRouteRef },
  externalRoutes: { tabLink: contextTabLinkRouteRef },
  extensions: [contextApi, contextContent, contextCard],
});
