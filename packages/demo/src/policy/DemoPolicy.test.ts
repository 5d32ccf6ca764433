import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  traceReadPermission,
  traceRestrictedReadPermission,
} from '@throughline/plugin-trace-common';
import { SEES_OWN_TEAM_ONLY, WITHOUT_TRACES } from '../organisation/people';
import { DemoPolicy } from './DemoPolicy';

const as = (userEntityRef: string) =>
  ({
    info: {
      userEntityRef,
      ownershipEntityRefs: [userEntityRef, 'group:default/team-browse'],
    },
  } as PolicyQueryUser);

describe('DemoPolicy', () => {
  const policy = new DemoPolicy();

  it('lets everybody else do everything else', async () => {
    for (const user of [undefined, as('user:default/demo-ada')]) {
      for (const permission of [
        traceReadPermission,
        catalogEntityReadPermission,
      ]) {
        expect(await policy.handle({ permission }, user)).toEqual({
          result: AuthorizeResult.ALLOW,
        });
      }
    }
  });

  it('opens what is restricted to the owners of an entity', async () => {
    const user = as('user:default/demo-ada');
    const permission = traceRestrictedReadPermission;
    expect(await policy.handle({ permission }, user)).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        params: { claims: user.info.ownershipEntityRefs },
      },
    });
    expect(await policy.handle({ permission })).toMatchObject({
      conditions: { params: { claims: [] } },
    });
    const greta = as(WITHOUT_TRACES);
    expect(await policy.handle({ permission }, greta)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('closes delivery traces, and nothing else, to one person', async () => {
    const user = as(WITHOUT_TRACES);
    expect(
      await policy.handle({ permission: traceReadPermission }, user),
    ).toEqual({ result: AuthorizeResult.DENY });
    expect(
      await policy.handle({ permission: catalogEntityReadPermission }, user),
    ).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it("shows one person only what their own team owns, and that team's traces", async () => {
    const user = as(SEES_OWN_TEAM_ONLY);
    for (const permission of [
      traceReadPermission,
      catalogEntityReadPermission,
    ]) {
      expect(await policy.handle({ permission }, user)).toMatchObject({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        conditions: {
          anyOf: [
            {
              rule: 'IS_ENTITY_OWNER',
              params: { claims: user.info.ownershipEntityRefs },
            },
            { rule: 'IS_ENTITY_KIND' },
          ],
        },
      });
    }
  });
});
