import { PermissionsService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  createPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { decideOnEntities } from './decideOnEntities';

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;
type Result = AuthorizeResult;

const TRACE = createPermission({
  name: 'trace.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});
const PLAIN = createPermission({
  name: 'plain.read',
  attributes: { action: 'read' },
});
/** As a plugin names it that forgets the resource type. */
const UNTYPED = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
});
const A = 'component:default/a';
const B = 'component:default/b';
const NEW = 'component:default/new';
const GONE = 'component:default/gone';

/** Decides as told; where it depends, `trace.read` goes for A, the catalog for B. */
async function decide(
  says: { catalog: Result; trace: Result; plain?: Result; untyped?: Result },
  known = [A, B],
) {
  const asked = { general: 0, oneByOne: 0, catalog: [] as string[][] };
  const results: Record<string, Result> = {
    'catalog.entity.read': says.catalog,
    'trace.read': says.trace,
    'plain.read': says.plain ?? ALLOW,
    untyped: says.untyped ?? ALLOW,
  };
  const authorize: PermissionsService['authorize'] = async requests => {
    asked.oneByOne += requests.filter(({ resourceRef }) => resourceRef).length;
    return requests.map(({ permission, resourceRef }) => {
      const ofEntity = resourceRef === A ? ALLOW : DENY;
      const name =
        permission.name === UNTYPED.name ? 'untyped' : permission.name;
      const inGeneral = results[name] as typeof ALLOW;
      return { result: resourceRef ? ofEntity : inGeneral };
    });
  };
  const authorizeConditional: PermissionsService['authorizeConditional'] =
    async queries => {
      asked.general += 1;
      return queries.map(
        ({ permission }) =>
          ({ result: results[permission.name] } as PolicyDecision),
      );
    };
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => {
      asked.catalog.push(entityRefs);
      return {
        items: entityRefs.map(ref =>
          ref === B || ref === NEW
            ? {
                apiVersion: 'v1',
                kind: 'Component',
                metadata: { name: ref.split('/')[1] },
              }
            : undefined,
        ),
      };
    },
  });
  const refs = [A, B, NEW, GONE];
  const decisions = await decideOnEntities(
    {
      permissions: mockServices.permissions.mock({
        authorize,
        authorizeConditional,
      }),
      catalog,
    },
    {
      entityRefs: refs,
      reads: refs.flatMap(entityRef => [
        { entityRef, permission: TRACE },
        ...(says.plain ? [{ entityRef, permission: PLAIN }] : []),
        ...(says.untyped ? [{ entityRef, permission: UNTYPED }] : []),
      ]),
      known: Promise.resolve(new Map(known.map(ref => [ref, undefined]))),
    },
    mockCredentials.user(),
  );
  return {
    asked,
    shown: refs.filter(ref => decisions.shows(ref)),
    traced: refs.filter(ref => decisions.allows(ref, TRACE)),
    plain: refs.filter(ref => decisions.allows(ref, PLAIN)),
  };
}

describe('decideOnEntities', () => {
  it('asks nothing but the policy where that says all', async () => {
    const { asked, shown, traced } = await decide(
      { catalog: ALLOW, trace: ALLOW },
      [A, B, NEW, GONE],
    );
    expect(shown).toEqual([A, B, NEW, GONE]);
    expect(traced).toEqual(shown);
    expect(asked).toEqual({ general: 1, oneByOne: 0, catalog: [] });
  });

  it('looks up what is not known to be in the catalog', async () => {
    const { asked, shown, traced } = await decide({
      catalog: ALLOW,
      trace: ALLOW,
    });
    expect(shown).toEqual([A, B, NEW]);
    expect(traced).toEqual(shown);
    expect(asked.catalog).toEqual([[NEW, GONE]]);
  });

  it('shows nothing that the catalog denies', async () => {
    const { asked, shown, traced, plain } = await decide({
      catalog: DENY,
      trace: ALLOW,
      plain: ALLOW,
    });
    expect({ shown, traced, plain }).toEqual({
      shown: [],
      traced: [],
      plain: [],
    });
    expect(asked.catalog).toEqual([]);
  });

  it('asks the catalog where it depends on the entity', async () => {
    const { asked, shown, traced } = await decide({
      catalog: CONDITIONAL,
      trace: ALLOW,
    });
    expect(shown).toEqual([B, NEW]);
    expect(traced).toEqual(shown);
    expect(asked.catalog).toEqual([[A, B, NEW, GONE]]);
  });

  it('asks of each entity where a permission depends on it', async () => {
    const { asked, shown, traced } = await decide({
      catalog: ALLOW,
      trace: CONDITIONAL,
    });
    expect(shown).toEqual([A, B, NEW]);
    expect(traced).toEqual([A]);
    expect(asked.oneByOne).toBe(4);
  });

  it('needs both', async () => {
    const both = { catalog: CONDITIONAL, trace: CONDITIONAL };
    expect((await decide(both)).traced).toEqual([]);
    const denied = await decide({ catalog: ALLOW, trace: DENY });
    expect(denied.traced).toEqual([]);
    expect(denied.shown).toEqual([A, B, NEW]);
  });

  it('does not take a permission for another one of its name', async () => {
    const says = { catalog: DENY, trace: ALLOW };
    expect((await decide({ ...says, untyped: ALLOW })).shown).toEqual([]);
    const depends = await decide({
      catalog: CONDITIONAL,
      trace: ALLOW,
      untyped: ALLOW,
    });
    expect(depends.shown).toEqual([B, NEW]);
    const denied = await decide({ ...says, catalog: ALLOW, untyped: DENY });
    expect(denied.shown).toEqual([A, B, NEW]);
  });

  it('takes permissions that are not on entities', async () => {
    const allowed = await decide({ catalog: ALLOW, trace: DENY, plain: ALLOW });
    expect(allowed.plain).toEqual([A, B, NEW]);
    const denied = await decide({ catalog: ALLOW, trace: ALLOW, plain: DENY });
    expect(denied.plain).toEqual([]);
  });
});
