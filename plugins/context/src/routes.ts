import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The Context tab of an entity page. */
export const contextTabRouteRef = createRouteRef({ id: 'context:tab' });

/**
 * The Context tab as the card links to it. Optional, because a portal can
 * install the card and leave the tab out.
 */
export const contextTabLinkRouteRef = createExternalRouteRef({
  id: 'context:tab-link',
  optional: true,
  defaultTarget: 'context.tab',
});
