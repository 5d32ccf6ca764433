import { Entity } from '@backstage/catalog-model';

/** Kinds of entity that things are delivered for. */
export const DELIVERY_KINDS = ['component', 'api', 'resource', 'system'];

/** Kinds of entity that hold or own what things are delivered for. */
export const FLOW_KINDS = ['system', 'domain', 'group'];

/** Whether the Flow tab has something to say about an entity. */
export function isFlowAvailable(entity: Entity): boolean {
  return FLOW_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}

/** Whether the Delivery tab has something to say about an entity. */
export function isDeliveryAvailable(entity: Entity): boolean {
  return DELIVERY_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
