import { RouteRule } from '@throughline/backend-kit';
import { contextPeopleErasePermission } from '@throughline/plugin-context-common';

const AS_READER =
  'For an entity that the catalog shows the reader, cut to what the reader may see. No services without access restrictions.';

/**
 * Every route of the plugin and who may use it. A test fails for a route that
 * is not in it.
 */
export const ROUTES: Record<string, RouteRule> = {
  'GET /entities/:kind/:namespace/:name': {
    permissions: ['catalog.entity.read'],
    note: AS_READER,
  },
  'POST /entities/by-refs': {
    permissions: ['catalog.entity.read'],
    note: AS_READER,
  },
  'GET /entities/:kind/:namespace/:name/history': {
    permissions: ['catalog.entity.read'],
    note: AS_READER,
  },
  'GET /entities/:kind/:namespace/:name/members': {
    permissions: ['catalog.entity.read'],
    note: AS_READER,
  },
  'PUT /entities/:kind/:namespace/:name/look': {
    permissions: ['catalog.entity.read'],
    note: 'Users only, about themselves only, and entities that the catalog shows them.',
  },
  'POST /people/erasures': {
    permissions: [contextPeopleErasePermission.name],
    note: 'What somebody is known by is not kept. Cannot be taken back.',
  },
  'POST /dirty': {
    permissions: [],
    note: 'Only the plugin that owns the section.',
  },
};
