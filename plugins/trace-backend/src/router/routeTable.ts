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

const ON_ENTITY =
  'On the entity, which the catalog must show to the reader. Otherwise as if it did not exist.';
const ON_SCOPE =
  'On each entity of the scope, which the catalog must show to the reader; the others are left out. A scope that the catalog hides is as if it did not exist. Never by person.';

/** Reading, and the words of what is restricted. */
const READ_WORDS = [
  traceReadPermission.name,
  traceRestrictedReadPermission.name,
];
/** Saying what belongs together, of what one may read. */
const LINK = [
  traceReadPermission.name,
  traceLinkPermission.name,
  traceRestrictedReadPermission.name,
];

const EXCEPTION: RouteRule = {
  permissions: [traceReadPermission.name, traceExceptionCreatePermission.name],
  note: 'Users only. The first on any entity the finding belongs to, otherwise as if it did not exist; the second on each of them. Of a restricted finding trace.restricted.read besides. Audited.',
};

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
    permissions: READ_WORDS,
    note: `${ON_ENTITY} Without the second, restricted changes, tickets and incidents come without their words.`,
  },
  'GET /entities/:kind/:namespace/:name/chains/:id': {
    permissions: READ_WORDS,
    note: `${ON_ENTITY} Without the second, restricted changes, tickets and incidents come without their words. A change of a library that the entity is built with needs both on the library.`,
  },
  'GET /entities/:kind/:namespace/:name/deployments': {
    permissions: READ_WORDS,
    note: `${ON_ENTITY} Without the second, restricted changes come without their words. Changes of libraries that the entity is built with need both on the library; others are counted only.`,
  },
  'POST /entities/:kind/:namespace/:name/chains/:id/links': {
    permissions: LINK,
    note: 'Users only, under their own names. On the entity, as for reading; the third for restricted tickets. Tickets of other entities must be visible, else they are not known.',
  },
  'POST /entities/:kind/:namespace/:name/chains/:id/unlinks': {
    permissions: LINK,
    note: 'Users only, under their own names. On the entity, as for reading; the third for restricted tickets. What is restricted stays so.',
  },
  'POST /entities/:kind/:namespace/:name/incidents/:id/causes': {
    permissions: LINK,
    note: 'Users only, under their own names. On the entity the deployment belongs to, as for reading; the third for restricted incidents.',
  },
  'GET /entities/:kind/:namespace/:name/flaky-tests': {
    permissions: [traceReadPermission.name],
    note: `${ON_ENTITY} Names of tests are no words of restricted changes.`,
  },
  'GET /entities/:kind/:namespace/:name/findings': {
    permissions: [...READ_WORDS, traceExceptionCreatePermission.name],
    note: `${ON_ENTITY} Without the second, restricted findings come without their words; the third only says whether it is given.`,
  },
  'GET /entities/:kind/:namespace/:name/findings/weeks': {
    permissions: [traceReadPermission.name],
    note: `${ON_ENTITY} Counts only.`,
  },
  'POST /findings/:id/exceptions': EXCEPTION,
  'DELETE /findings/:id/exceptions': EXCEPTION,
  'GET /flow': {
    permissions: [traceReadPermission.name],
    note: ON_SCOPE,
  },
  'GET /flow/rows': {
    permissions: READ_WORDS,
    note: `${ON_SCOPE} Without the second, restricted changes come without their words.`,
  },
  'GET /flow/coverage': {
    permissions: [traceReadPermission.name],
    note: ON_SCOPE,
  },
  'GET /nodes/:id': {
    permissions: [...READ_WORDS, traceUnownedReadPermission.name],
    note: 'On any entity the node belongs to; the third for a node that belongs to none. Otherwise as if it did not exist. Without the second, what is restricted comes without its words.',
  },
  'GET /tickets/:key': {
    permissions: [...READ_WORDS, traceUnownedReadPermission.name],
    note: 'As for a node. Of the changes that implement it, those of entities that the reader may not see are counted only.',
  },
  'GET /unowned': {
    permissions: [traceUnownedReadPermission.name, ...READ_WORDS],
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
