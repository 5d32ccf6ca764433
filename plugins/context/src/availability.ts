import { Entity } from '@backstage/catalog-model';

/** Kinds of entity whose context is gathered. */
export const CONTEXT_KINDS = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
  'group',
];

/** Kinds that are shown with their parts, or with what they own. */
const MEMBER_KINDS = ['system', 'domain', 'group'];

function kindOf(entity: Entity): string {
  return entity.kind.toLocaleLowerCase('en-US');
}

/** Whether there is a context view of an entity. */
export function isContextAvailable(entity: Entity): boolean {
  return CONTEXT_KINDS.includes(kindOf(entity));
}

/** Whether an entity is shown with its parts, or with what it owns. */
export function hasMembers(entity: Entity): boolean {
  return MEMBER_KINDS.includes(kindOf(entity));
}
