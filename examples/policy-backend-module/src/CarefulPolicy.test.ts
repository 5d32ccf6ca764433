import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  contextPeopleErasePermission,
  contextPermissions,
} from '@throughline/plugin-context-common';
import {
  traceExceptionCreatePermission,
  traceLinkPermission,
  traceConnectionsManagePermission,
  traceDeliveriesReadPermission,
  traceDeliveriesReplayPermission,
  tracePeopleErasePermission,
  tracePermissions,
  traceReadPermission,
  traceRestrictedReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';
import { CarefulPolicy } from './CarefulPolicy';

const PLATFORM = 'group:default/platform-engineers';
const DATA_PROTECTION = 'group:default/data-protection';
const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

const member = (...groups: string[]) =>
  ({ info: { ownershipEntityRefs: groups } } as PolicyQueryUser);

const ada = member('user:default/ada', 'group:default/team-a');
const engineer = member('user:default/eve', PLATFORM);
const officer = member('user:default/dan', DATA_PROTECTION);

const decide = (permission: Permission, user?: PolicyQueryUser) =>
  new CarefulPolicy({
    platformEngineers: PLATFORM,
    dataProtection: DATA_PROTECTION,
  }).handle({ permission }, user);

/**
 * Of whom each permission is asked: somebody in a team, a platform engineer,
 * somebody of data protection.
 */
const EXPECTED = [
  [catalogEntityReadPermission, ALLOW, ALLOW, ALLOW],
  [traceReadPermission, CONDITIONAL, ALLOW, CONDITIONAL],
  [traceRestrictedReadPermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [traceLinkPermission, CONDITIONAL, ALLOW, CONDITIONAL],
  [traceExceptionCreatePermission, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  [traceUnownedReadPermission, DENY, ALLOW, DENY],
  [traceDeliveriesReadPermission, DENY, ALLOW, DENY],
  [traceDeliveriesReplayPermission, DENY, ALLOW, DENY],
  [traceConnectionsManagePermission, DENY, ALLOW, DENY],
  [tracePeopleErasePermission, DENY, DENY, ALLOW],
  [contextPeopleErasePermission, DENY, DENY, ALLOW],
] as const;

describe('CarefulPolicy', () => {
  it.each(EXPECTED)('decides on %p', async (permission, ...results) => {
    const decisions = await Promise.all(
      [ada, engineer, officer].map(user => decide(permission, user)),
    );
    expect(decisions.map(({ result }) => result)).toEqual(results);
  });

  it('has a decision on every permission that there is', () => {
    const names = EXPECTED.map(([{ name }]): string => name);
    for (const { name } of [...tracePermissions, ...contextPermissions]) {
      expect(names).toContain(name);
    }
  });

  it('opens what is restricted to its owners, platform engineers among them', async () => {
    const decision = await decide(traceRestrictedReadPermission, engineer);
    expect(decision).toMatchObject({
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: ['user:default/eve', PLATFORM] },
      },
    });
  });

  it('opens to a team what it owns', async () => {
    expect(await decide(traceReadPermission, ada)).toMatchObject({
      pluginId: 'catalog',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: ['user:default/ada', 'group:default/team-a'] },
      },
    });
  });

  it('keeps closed what comes later, and whoever is nobody', async () => {
    const later = createPermission({ name: 'trace.later', attributes: {} });
    expect(await decide(later, ada)).toEqual({ result: DENY });
    expect(await decide(traceReadPermission)).toMatchObject({
      conditions: { params: { claims: [] } },
    });
  });
});
