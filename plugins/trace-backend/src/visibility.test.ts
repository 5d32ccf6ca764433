import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  Chain,
  ChainResponse,
  commitKey,
  EdgeView,
  NodeResponse,
  traceReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';
import { startPortal } from './__testUtils__/realPortal';
import { REPOSITORY, scenario, sha } from './__testUtils__/scenario';
import {
  CATALOG,
  chainOf,
  chainsOf,
  nodeOf,
  request,
} from './__testUtils__/shop';

const OTHER_TEAM = { claims: ['group:default/team-b'] };

/**
 * What each of the readers may do; all others may do everything.
 *
 * `denied` may read no trace at all; `narrow` only that of team-b's entities;
 * `blind` may read any trace, of the entities that the catalog shows: team-b's.
 */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const reader = user?.info.userEntityRef.split('/')[1];
    if (isPermission(permission, traceReadPermission)) {
      if (reader === 'denied') return { result: AuthorizeResult.DENY };
      if (reader === 'narrow') {
        return createCatalogConditionalDecision(
          permission,
          catalogConditions.isEntityOwner(OTHER_TEAM),
        );
      }
    }
    if (
      isPermission(permission, catalogEntityReadPermission) &&
      reader === 'blind'
    ) {
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner(OTHER_TEAM),
      );
    }
    if (isPermission(permission, traceUnownedReadPermission)) {
      return {
        result: ['denied', 'narrow', 'blind'].includes(reader ?? '')
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      };
    }
    return { result: AuthorizeResult.ALLOW };
  },
};

const [CART, WISHLIST] = CATALOG;
const ENTITIES = [
  CART,
  { ...WISHLIST, spec: { ...WISHLIST.spec, owner: 'team-b' } },
];

/** A change of wishlist that says it takes back one of cart. */
const acrossTeams = {
  subject: request(5),
  at: '2026-01-05T12:00:00.000Z',
  attributes: { reverts: [request(2)] },
};

const api = (path: string) => `/api/trace${path}`;

describe('who sees what', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    portal = await startPortal({
      entities: ENTITIES,
      policy,
      deliveries: [...scenario(), [acrossTeams]],
    });
  }, 60_000);

  afterAll(() => portal?.stop());

  const routes: Array<[string, (entity: string) => string]> = [
    ['the list', entity => chainsOf(entity)],
    ['the list, with filters', entity => `${chainsOf(entity)}?mine=true`],
    ['a chain', entity => chainOf(entity, request(2))],
    ['a chain that is not there', entity => chainOf(entity, request(99))],
  ];

  describe.each(['denied', 'narrow', 'blind'])('%s', reader => {
    it.each(routes)(
      'cannot tell %s of an entity from one of none',
      async (_, path) => {
        const hidden = await portal.as(reader).get(api(path('cart')));
        const absent = await portal.as(reader).get(api(path('absent')));
        expect(hidden.status).toBe(404);
        expect(hidden.body.error.message).toBe(
          'No delivery trace for component:default/cart',
        );
        expect(hidden.status).toBe(absent.status);
        expect(hidden.text.replaceAll('cart', 'absent')).toBe(absent.text);
        const comparable = (headers: Record<string, string>) => ({
          ...headers,
          date: '',
          etag: '',
          'content-length': '',
        });
        expect(comparable(hidden.headers)).toEqual(comparable(absent.headers));
      },
    );

    it.each([
      ['a change', request(2), request(99)],
      [
        'a commit',
        commitKey(REPOSITORY, sha('c1')),
        commitKey(REPOSITORY, sha('99')),
      ],
      [
        'what nobody owns',
        commitKey(REPOSITORY, sha('a1')),
        commitKey(REPOSITORY, sha('98')),
      ],
    ])('cannot tell %s from none', async (_, there, not) => {
      const hidden = await portal.as(reader).get(api(nodeOf(there)));
      const absent = await portal.as(reader).get(api(nodeOf(not)));
      expect(hidden.status).toBe(404);
      const worded = (text: string) =>
        text
          .replaceAll(there, 'it')
          .replaceAll(not, 'it')
          .replaceAll(encodeURIComponent(there), 'it')
          .replaceAll(encodeURIComponent(not), 'it');
      expect(worded(hidden.text)).toBe(worded(absent.text));
    });
  });

  it.each(['narrow', 'blind'])(
    '%s sees the entities that conditions let through',
    async reader => {
      const { status, body } = await portal
        .as(reader)
        .get(api(chainsOf('wishlist')));
      expect(status).toBe(200);
      expect(body.items.map(({ id }: Chain) => id).sort()).toEqual([
        request(3),
        request(5),
      ]);
      const chain = await portal
        .as(reader)
        .get(api(chainOf('wishlist', request(5))));
      expect(chain.status).toBe(200);
      const node = await portal.as(reader).get(api(nodeOf(request(5))));
      expect(node.status).toBe(200);
    },
  );

  it.each(['narrow', 'blind'])(
    '%s is not told of changes of other entities that one is tied to',
    async reader => {
      const path = api(chainOf('wishlist', request(5)));
      const { body: all } = await portal.as('reader-of-all').get(path);
      expect((all as ChainResponse).chain.reverts).toEqual([
        { id: request(2), label: '#2' },
      ]);
      const { body, text } = await portal.as(reader).get(path);
      expect((body as ChainResponse).chain.reverts).toEqual([]);
      expect(text).not.toContain(request(2));

      const list = await portal.as(reader).get(api(chainsOf('wishlist')));
      expect(list.text).not.toContain(request(2));

      const node = await portal.as(reader).get(api(nodeOf(request(5))));
      const { edges }: NodeResponse = node.body;
      const reverts = edges.filter(({ type }: EdgeView) => type === 'reverts');
      expect(reverts.map(({ other }) => other)).toEqual([{ hidden: true }]);
      expect(node.text).not.toContain(request(2));
    },
  );

  it('shows everything to who may see everything, and to services', async () => {
    for (const reader of [portal.as('reader-of-all'), portal.service('')]) {
      for (const path of [
        chainsOf('cart'),
        chainOf('cart', request(2)),
        nodeOf(request(2)),
        nodeOf(commitKey(REPOSITORY, sha('a1'))),
      ]) {
        const { status } = await reader.get(api(path));
        expect(`${path} ${status}`).toBe(`${path} 200`);
      }
    }
  });

  it('shows nothing to anybody without credentials', async () => {
    for (const path of [
      chainsOf('cart'),
      chainsOf('absent'),
      chainOf('cart', request(2)),
      nodeOf(request(2)),
      '/sources',
      '/deliveries',
    ]) {
      const { status } = await portal.anonymous('').get(api(path));
      expect(`${path} ${status}`).toBe(`${path} 401`);
    }
  });
});
