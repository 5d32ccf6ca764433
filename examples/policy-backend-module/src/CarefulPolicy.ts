import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  Permission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { contextPeopleErasePermission } from '@throughline/plugin-context-common';
import {
  traceExceptionCreatePermission,
  traceLinkPermission,
  tracePeopleErasePermission,
  traceReadPermission,
  traceRestrictedReadPermission,
} from '@throughline/plugin-trace-common';

/** Plugins that this policy decides about. */
const DECIDED = /^(context|trace)\./;

const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;

/** Refs of the groups that may do more than a team may. */
export interface CarefulGroups {
  /** They look after the portal and what is connected to it. */
  platformEngineers: string;
  /** They answer people who want to know or to take back what is kept of them. */
  dataProtection: string;
}

/**
 * Everybody finds every service; a team reads the delivery of what it owns;
 * platform engineers read all of it and look after connections. What is
 * restricted only its owners read, only they accept a finding for a while, and
 * only data protection erases people, once and for good. What else the decided
 * plugins may ask for is denied to teams until somebody has thought about it.
 *
 * All other permissions are Backstage's own: put your decisions on them here.
 */
export class CarefulPolicy implements PermissionPolicy {
  constructor(private readonly groups: CarefulGroups) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!DECIDED.test(permission.name)) return allow;
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (isErasing(permission)) {
      return claims.includes(this.groups.dataProtection) ? allow : deny;
    }
    // Also for platform engineers: running a portal is no reason to read what a
    // team keeps to itself.
    if (isPermission(permission, traceRestrictedReadPermission)) {
      return toOwners(permission, claims);
    }
    // A risk is accepted by who would have to live with it.
    if (isPermission(permission, traceExceptionCreatePermission)) {
      return toOwners(permission, claims);
    }
    if (claims.includes(this.groups.platformEngineers)) return allow;
    return isPermission(permission, traceReadPermission) ||
      isPermission(permission, traceLinkPermission)
      ? toOwners(permission, claims)
      : deny;
  }
}

function isErasing(permission: Permission): boolean {
  return (
    isPermission(permission, tracePeopleErasePermission) ||
    isPermission(permission, contextPeopleErasePermission)
  );
}

function toOwners(
  permission: ResourcePermission<'catalog-entity'>,
  claims: string[],
): PolicyDecision {
  return createCatalogConditionalDecision(
    permission,
    catalogConditions.isEntityOwner({ claims }),
  );
}
