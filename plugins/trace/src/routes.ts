import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The Connections page. */
export const connectionsRouteRef = createRouteRef({ id: 'trace:connections' });

/** The Connect GitHub page, below the Connections page. */
export const connectGithubRouteRef = createSubRouteRef({
  id: 'trace:connect-github',
  parent: connectionsRouteRef,
  path: '/github',
});

/** The Flow page. */
export const flowRouteRef = createRouteRef({ id: 'trace:flow' });

/** Where catalog files are registered. Optional: a portal can do without. */
export const registerRouteRef = createExternalRouteRef({
  id: 'trace:register',
  optional: true,
  defaultTarget: 'catalog-import.importPage',
});

/**
 * The Flow page as the tiles on the Delivery tab link to it. Optional, because a
 * portal can leave the page out.
 */
export const flowLinkRouteRef = createExternalRouteRef({
  id: 'trace:flow-link',
  optional: true,
  defaultTarget: 'trace.flow',
});

/**
 * The Connections page as the Delivery tab links to it. Optional, because a
 * portal can install the tab and leave the page out.
 */
export const connectionsLinkRouteRef = createExternalRouteRef({
  id: 'trace:connections-link',
  optional: true,
  defaultTarget: 'trace.connections',
});
