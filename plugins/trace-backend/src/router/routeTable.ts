import { RouteRule } from '@throughline/backend-kit';
import {
  traceDeliveriesReadPermission,
  traceDeliveriesReplayPermission,
  traceExceptionCreatePermission,
  traceLinkPermission,
  tracePeopleErasePermission,
  traceReadPermission,
  traceRestrictedReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';

/**
 * Every route of the plugin and who may use it. A test fails for a route that
 * is not in it.
 */
export const ROUTES: Record<string, RouteRule> = {
  'POST /ingest/:source': {
    permissions: [],
    note: "Not a Backstage caller: the vendor's signature or the source's token, verified before parsing; then the source's scope.",
  },
  'GET /entities/:kind/:namespace/:name/chains': {
    permissions: [traceReadPermission.name, traceRestrictedReadPermission.name],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Without the second, restricted changes, tickets and incidents come without their words.',
  },
  'GET /entities/:kind/:namespace/:name/chains/:id': {
    permissions: [traceReadPermission.name, traceRestrictedReadPermission.name],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Without the second, restricted changes, tickets and incidents come without their words. A change of a library that the entity is built with needs both on the library.',
  },
  'GET /entities/:kind/:namespace/:name/deployments': {
    permissions: [traceReadPermission.name, traceRestrictedReadPermission.name],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Without the second, restricted changes come without their words. Changes of libraries that the entity is built with need both on the library; others are counted only.',
  },
  'POST /entities/:kind/:namespace/:name/chains/:id/links': {
    permissions: [
      traceReadPermission.name,
      traceLinkPermission.name,
      traceRestrictedReadPermission.name,
    ],
    note: 'Users only, under their own names. On the entity, as for reading; the third for restricted tickets. Tickets of other entities must be visible, else they are not known.',
  },
  'POST /entities/:kind/:namespace/:name/chains/:id/unlinks': {
    permissions: [
      traceReadPermission.name,
      traceLinkPermission.name,
      traceRestrictedReadPermission.name,
    ],
    note: 'Users only, under their own names. On the entity, as for reading; the third for restricted tickets. What is restricted stays so.',
  },
  'POST /entities/:kind/:namespace/:name/incidents/:id/causes': {
    permissions: [
      traceReadPermission.name,
      traceLinkPermission.name,
      traceRestrictedReadPermission.name,
    ],
    note: 'Users only, under their own names. On the entity the deployment belongs to, as for reading; the third for restricted incidents.',
  },
  'GET /entities/:kind/:namespace/:name/flaky-tests': {
    permissions: [traceReadPermission.name],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Names of tests are no words of restricted changes.',
  },
  'GET /entities/:kind/:namespace/:name/findings': {
    permissions: [
      traceReadPermission.name,
      traceRestrictedReadPermission.name,
      traceExceptionCreatePermission.name,
    ],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Without the second, restricted findings come without their words; the third only says whether it is given.',
  },
  'GET /entities/:kind/:namespace/:name/findings/weeks': {
    permissions: [traceReadPermission.name],
    note: 'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist. Counts only.',
  },
  'POST /findings/:id/exceptions': {
    permissions: [
      traceReadPermission.name,
      traceExceptionCreatePermission.name,
    ],
    note: 'Users only. The first on any entity the finding belongs to, otherwise as if it did not exist; the second on each of them. Of a restricted finding trace.restricted.read besides. Audited.',
  },
  'DELETE /findings/:id/exceptions': {
    permissions: [
      traceReadPermission.name,
      traceExceptionCreatePermission.name,
    ],
    note: 'Users only. The first on any entity the finding belongs to, otherwise as if it did not exist; the second on each of them. Of a restricted finding trace.restricted.read besides. Audited.',
  },
  'GET /flow': {
    permissions: [traceReadPermission.name],
    note: 'On each entity of the scope, which the catalog must show to the reader; the others are left out. A scope that the catalog hides is as if it did not exist. Never by person.',
  },
  'GET /flow/rows': {
    permissions: [traceReadPermission.name, traceRestrictedReadPermission.name],
    note: 'On each entity of the scope, which the catalog must show to the reader; the others are left out. A scope that the catalog hides is as if it did not exist. Never by person. Without the second, restricted changes come without their words.',
  },
  'GET /flow/coverage': {
    permissions: [traceReadPermission.name],
    note: 'On each entity of the scope, which the catalog must show to the reader; the others are left out. A scope that the catalog hides is as if it did not exist. Never by person.',
  },
  'GET /nodes/:id': {
    permissions: [
      traceReadPermission.name,
      traceRestrictedReadPermission.name,
      traceUnownedReadPermission.name,
    ],
    note: 'On any entity the node belongs to; the third for a node that belongs to none. Otherwise as if it did not exist. Without the second, what is restricted comes without its words.',
  },
  'GET /tickets/:key': {
    permissions: [
      traceReadPermission.name,
      traceRestrictedReadPermission.name,
      traceUnownedReadPermission.name,
    ],
    note: 'As for a node. Of the changes that implement it, those of entities that the reader may not see are counted only.',
  },
  'GET /unowned': {
    permissions: [
      traceUnownedReadPermission.name,
      traceReadPermission.name,
      traceRestrictedReadPermission.name,
    ],
    note: 'The others on any entity that a change shown as the latest belongs to as well; otherwise it is hidden, or comes without its words. Folders of restricted changes are not named.',
  },
  'GET /sources': {
    permissions: [traceDeliveriesReadPermission.name],
    note: 'Holds no payloads and no secrets.',
  },
  'GET /deliveries': {
    permissions: [traceDeliveriesReadPermission.name],
    note: 'Holds reasons and paths, no payloads.',
  },
  'POST /deliveries/:id/replay': {
    permissions: [traceDeliveriesReplayPermission.name],
    note: 'Processing a delivery again never applies it twice.',
  },
  'POST /rebuilds': {
    permissions: [traceDeliveriesReplayPermission.name],
    note: 'Makes the same of the same facts. Pages go on showing what is there.',
  },
  'POST /people/erasures': {
    permissions: [tracePeopleErasePermission.name],
    note: 'What somebody is known by is kept as keyed hashes only. Cannot be taken back.',
  },
  'GET /people/erasures/:id': {
    permissions: [tracePeopleErasePermission.name],
    note: 'Holds counts and a pseudonym.',
  },
  'POST /context': {
    permissions: [],
    note: 'The context backend only, as a service. It asks for trace.read for each reader.',
  },
};
