import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The Connections page. */
export const connectionsRouteRef = createRouteRef({ id: 'trace:connections' });

/**
 * The Connections page as the Delivery tab links to it. Optional, because a
 * portal can install the tab and leave the page out.
 */
export const connectionsLinkRouteRef = createExternalRouteRef({
  id: 'trace:connections-link',
  optional: true,
  defaultTarget: 'trace.connections',
});
