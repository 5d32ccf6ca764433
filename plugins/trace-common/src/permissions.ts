import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Reading the delivery trace of an entity. Its resource is the catalog entity,
 * so a policy can use the catalog's own conditions.
 */
export const traceReadPermission = createPermission({
  name: 'trace.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});

/**
 * Reading what restricted tickets and incidents of an entity say, and the
 * changes that are about them: titles, addresses, branches, labels and quoted
 * texts. Without it, `trace.read` shows that they are there, and no words.
 */
export const traceRestrictedReadPermission = createPermission({
  name: 'trace.restricted.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});

/**
 * Deciding what the changes and incidents of an entity are tied to, over what
 * rules found: linking and unlinking tickets, confirming causes. With a reason,
 * under one's own name.
 */
export const traceLinkPermission = createPermission({
  name: 'trace.link',
  attributes: { action: 'update' },
  resourceType: 'catalog-entity',
});

/**
 * Accepting a weakness of an entity for a while, with a reason and under one's
 * own name, and taking that back.
 */
export const traceExceptionCreatePermission = createPermission({
  name: 'trace.exception.create',
  attributes: { action: 'create' },
  resourceType: 'catalog-entity',
});

/** Reading what belongs to no entity: commits and changes nobody claims. */
export const traceUnownedReadPermission = createPermission({
  name: 'trace.unowned.read',
  attributes: { action: 'read' },
});

/** Reading connections and the inbox: sources, deliveries, reasons. */
export const traceDeliveriesReadPermission = createPermission({
  name: 'trace.deliveries.read',
  attributes: { action: 'read' },
});

/** Replaying a delivery that failed or was ignored, and making all anew from facts. */
export const traceDeliveriesReplayPermission = createPermission({
  name: 'trace.deliveries.replay',
  attributes: { action: 'update' },
});

/**
 * Erasing a person from all that is stored: what they are called is replaced by
 * a pseudonym, and cannot be brought back.
 */
export const tracePeopleErasePermission = createPermission({
  name: 'trace.people.erase',
  attributes: { action: 'delete' },
});

/**
 * Connecting a forge: creating its App, seeing what the portal's credentials
 * reach there, and which repositories have no entity.
 */
export const traceConnectionsManagePermission = createPermission({
  name: 'trace.connections.manage',
  attributes: { action: 'update' },
});

/** Every permission of the trace plugin. */
export const tracePermissions = [
  traceReadPermission,
  traceRestrictedReadPermission,
  traceLinkPermission,
  traceExceptionCreatePermission,
  traceUnownedReadPermission,
  traceDeliveriesReadPermission,
  traceDeliveriesReplayPermission,
  tracePeopleErasePermission,
  traceConnectionsManagePermission,
];
