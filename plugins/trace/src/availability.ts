import { Entity } from '@backstage/catalog-model';

/** Kinds of entity that things are delivered for. */
export const DELIVERY_KINDS = ['component', 'api', 'resource', 'system'];

/** Whether the Delivery tab has something to say about an entity. */
export function isDeliveryAvailable(entity: Entity): boolean {
  return DELIVERY_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
