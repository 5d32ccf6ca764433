import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { traceRestrictedReadPermission } from '@throughline/plugin-trace-common';
import { SEES_OWN_TEAM_ONLY, WITHOUT_TRACES } from '../organisation/people';

/**
 * Lets everybody do everything, with three exceptions that show what a policy
 * does to the pages: what is restricted is for the owners of an entity; to one
 * of the demo's people delivery traces are closed; another finds only people
 * and what their own team owns.
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
    if (isPermission(permission, traceRestrictedReadPermission)) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({
          claims: user?.info.ownershipEntityRefs ?? [],
        }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
