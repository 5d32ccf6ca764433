import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  traceConnectionsManagePermission,
  traceDeliveriesReadPermission,
  traceDeliveriesReplayPermission,
  tracePermissions,
  traceReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';
import { CarefulPolicy } from './CarefulPolicy';

const PLATFORM = 'group:default/platform-engineers';
const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

const member = (...groups: string[]) =>
  ({ info: { ownershipEntityRefs: groups } } as PolicyQueryUser);

const ada = member('user:default/ada', 'group:default/team-a');
const engineer = member('user:default/eve', PLATFORM);

const decide = (permission: Permission, user?: PolicyQueryUser) =>
  new CarefulPolicy(PLATFORM).handle({ permission }, user);

/** Of whom each permission is asked: somebody in a team, a platform engineer. */
const EXPECTED: Array<[Permission, AuthorizeResult, AuthorizeResult]> = [
  [catalogEntityReadPermission, ALLOW, ALLOW],
  [traceReadPermission, CONDITIONAL, ALLOW],
  [traceUnownedReadPermission, DENY, ALLOW],
  [traceDeliveriesReadPermission, DENY, ALLOW],
  [traceDeliveriesReplayPermission, DENY, ALLOW],
  [traceConnectionsManagePermission, DENY, ALLOW],
];

describe('CarefulPolicy', () => {
  it.each(EXPECTED)('decides on %p', async (permission, team, platform) => {
    expect(await decide(permission, ada)).toMatchObject({ result: team });
    expect(await decide(permission, engineer)).toEqual({ result: platform });
  });

  it('has a decision on every permission that there is', () => {
    expect(EXPECTED.map(([{ name }]) => name)).toEqual(
      expect.arrayContaining(tracePermissions.map(({ name }) => name)),
    );
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
