import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { SEES_OWN_TEAM_ONLY, WITHOUT_TRACES } from '../organisation/people';

/**
 * Lets everybody do everything but two of the demo's people, who show what a
 * policy does to the pages: to one delivery traces are closed, the other finds
 * only people and what their own team owns.
 */
export class DemoPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const ref = user?.info.userEntityRef;
    if (ref === WITHOUT_TRACES && permission.name.startsWith('trace.')) {
      return { result: AuthorizeResult.DENY };
    }
    if (
      ref === SEES_OWN_TEAM_ONLY &&
      isResourcePermission(permission, 'catalog-entity')
    ) {
      return createCatalogConditionalDecision(permission, {
        anyOf: [
          catalogConditions.isEntityOwner({
            claims: user!.info.ownershipEntityRefs,
          }),
          catalogConditions.isEntityKind({ kinds: ['User', 'Group'] }),
        ],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
