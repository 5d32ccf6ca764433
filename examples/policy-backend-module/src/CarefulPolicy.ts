import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { traceReadPermission } from '@throughline/plugin-trace-common';

/** Plugins that this policy decides about. */
const DECIDED = /^(context|trace)\./;

const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;

/**
 * Everybody finds every service; a team reads the delivery of what it owns;
 * platform engineers read all of it and look after connections. What else the
 * decided plugins may ask for is denied until somebody has thought about it.
 *
 * All other permissions are Backstage's own: put your decisions on them here.
 */
export class CarefulPolicy implements PermissionPolicy {
  /** @param platformEngineers - ref of their group */
  constructor(private readonly platformEngineers: string) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!DECIDED.test(permission.name)) return allow;
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(this.platformEngineers)) return allow;
    return this.#forTeams(permission, claims);
  }

  #forTeams(permission: Permission, claims: string[]): PolicyDecision {
    if (!isPermission(permission, traceReadPermission)) return deny;
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims }),
    );
  }
}
