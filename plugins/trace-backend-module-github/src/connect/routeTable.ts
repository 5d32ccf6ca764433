import { RouteRule } from '@throughline/backend-kit';
import { traceConnectionsManagePermission } from '@throughline/plugin-trace-common';

const permissions = [traceConnectionsManagePermission.name];

/**
 * Every route of the module and who may use it. A test fails for a route that
 * is not in it.
 */
export const ROUTES: Record<string, RouteRule> = {
  'GET /github/connection': {
    permissions,
    note: 'Users only. Holds no credentials.',
  },
  'GET /github/manifest': {
    permissions,
    note: 'Users only. The state it gives is for this user alone, for an hour, once.',
  },
  'POST /github/app': {
    permissions,
    note: 'Users only, with a state that the same user was given. Its answer holds credentials; nothing keeps it.',
  },
  'GET /github/repositories': {
    permissions,
    note: "Users only. Names of repositories that the portal's credentials reach; entities as far as the catalog shows them to the reader.",
  },
};
