import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Erasing a person from all that is stored: what they are called is replaced by
 * a pseudonym, and cannot be brought back.
 */
export const contextPeopleErasePermission = createPermission({
  name: 'context.people.erase',
  attributes: { action: 'delete' },
});

/** Every permission of the context plugin. */
export const contextPermissions = [contextPeopleErasePermission];
