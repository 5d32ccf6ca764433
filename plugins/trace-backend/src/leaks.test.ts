import {
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { inspect } from 'node:util';
import { Caller, withTrace } from './__testUtils__/backend';
import { eachDatabase } from './__testUtils__/databases';
import {
  AROUND_SECRET,
  BELOW_SECRET,
  NODES_AROUND_SECRET,
  OPEN_CHANGE,
  SECRET_AGAIN,
  SECRET_BACKPORT,
  SECRET_CHANGE,
  SECRET_COPY,
  SECRET_DIRECT,
  SECRET_REVERT,
  SECRET_TICKET,
  SECRET_UNDONE,
  SECRET_WORDS,
  SECRETS,
  secretTicket,
} from './__testUtils__/restricted';
import { CATALOG, chainOf, chainsOf, nodeOf } from './__testUtils__/shop';

/** `ada` may read what is restricted, but only of cart; all else is for all. */
function permissionsOf(): PermissionsService {
  return {
    authorize: async (requests, options) =>
      requests.map(({ permission, resourceRef }) => {
        const { principal } = options?.credentials ?? {};
        const reader = JSON.stringify(principal ?? null);
        const allowed =
          permission.name !== 'trace.restricted.read' ||
          (reader.includes('user:default/ada') &&
            resourceRef === 'component:default/cart');
        return {
          result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        };
      }),
    authorizeConditional: async queries =>
      queries.map(({ permission: { resourceType } }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType,
        conditions: { rule: 'BY_TEST', resourceType },
      })),
  };
}

/** Collects all that is logged. */
function listening() {
  const said: string[] = [];
  const hear = (...words: unknown[]) => void said.push(inspect(words));
  const logger = mockServices.rootLogger.mock({
    child: () => logger,
    debug: hear,
    info: hear,
    warn: hear,
    error: hear,
  });
  return {
    said,
    feature: createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
  };
}

const CHANGES = [
  SECRET_CHANGE,
  SECRET_REVERT,
  SECRET_AGAIN,
  SECRET_DIRECT,
  SECRET_BACKPORT,
  SECRET_COPY,
  SECRET_UNDONE,
  OPEN_CHANGE,
];

/** When all of it happened. */
const MAY = 'from=2026-05-01T00:00:00Z&to=2026-05-11T00:00:00Z';

/** Every path by which something of it could get out to a person. */
const PATHS = [
  chainsOf('cart'),
  ...CHANGES.map(id => chainOf('cart', id)),
  ...NODES_AROUND_SECRET.map(nodeOf),
  '/deliveries',
  '/sources',
  `/flow?${MAY}`,
  `/flow/coverage?${MAY}`,
  `/flow/rows?${MAY}&metric=coverage`,
  `/flow/rows?${MAY}&metric=change-fail-rate`,
  `/flow/rows?${MAY}&stage=deploy`,
];

async function read(caller: Caller, path: string): Promise<string> {
  const { status, text } = await caller.get(path);
  expect(`${path} ${status}`).toBe(`${path} 200`);
  return text;
}

const searching = (text: string) =>
  `${chainsOf('cart')}?search=${encodeURIComponent(text)}`;

/** Said by its source, or because the config says so of its project. */
const REASONS: Array<[string, Parameters<typeof secretTicket>[0], object]> = [
  ['its source', true, {}],
  [
    'its project',
    undefined,
    { trace: { tickets: { restrict: { projects: ['SEC'] } } } },
  ],
  [
    'not being of an open project',
    undefined,
    { trace: { tickets: { restrict: { allProjectsBut: ['PAY'] } } } },
  ],
];

describe.each(REASONS)('restricted by %s', (_, restricted, config) => {
  const withSecrets = (
    knex: Knex,
    test: (as: {
      ada: Caller;
      bo: Caller;
      context: Caller;
      said: string[];
    }) => Promise<void>,
  ) => {
    const { said, feature } = listening();
    return withTrace(
      knex,
      {
        entities: CATALOG,
        deliveries: [[secretTicket(restricted)], AROUND_SECRET],
        permissions: permissionsOf(),
        features: [feature],
        config,
      },
      (as, _anonymous, context) =>
        test({ ada: as('ada'), bo: as('bo'), context, said }),
    );
  };

  eachDatabase('no word gets out without the permission', async knex => {
    await withSecrets(knex, async ({ ada, bo, context, said }) => {
      const told: string[] = [];
      for (const path of PATHS) {
        const text = await read(bo, path);
        expect(`${path} ${text}`).not.toMatch(SECRETS);
        told.push(await read(ada, path));
      }
      // So that the others mean something: each of the words is there.
      for (const word of SECRET_WORDS) {
        expect(told.join().toLowerCase()).toContain(word);
      }
      const section = await context
        .post('/context')
        .send({ entityRefs: ['component:default/cart'] });
      expect(section.status).toBe(200);
      expect(section.text).toContain('Restricted incident #30');
      expect(section.text).toContain('Restricted change #');
      expect(section.text).not.toMatch(SECRETS);
      expect(said.join()).not.toMatch(SECRETS);
    });
  });

  eachDatabase('no word can be searched for', async knex => {
    await withSecrets(knex, async ({ ada, bo }) => {
      const nothing = await read(bo, searching('no such word'));
      for (const word of SECRET_WORDS) {
        expect(await read(bo, searching(word))).toBe(nothing);
      }
      const found = async (caller: Caller, text: string) =>
        JSON.parse(await read(caller, searching(text))).items.map(
          ({ id }: { id: string }) => id,
        );
      expect(await found(ada, 'basilisk')).toEqual([
        SECRET_CHANGE,
        SECRET_REVERT,
      ]);
      // Its number is no secret, and neither is what is not restricted.
      expect(await found(bo, '#20')).toEqual([SECRET_CHANGE]);
      expect(await found(bo, 'harmless')).toEqual([OPEN_CHANGE]);
    });
  });

  eachDatabase('what is no secret is shown', async knex => {
    await withSecrets(knex, async ({ ada, bo }) => {
      const chain = async (caller: Caller, id: string) =>
        JSON.parse(await read(caller, chainOf('cart', id)));
      expect(await chain(bo, SECRET_CHANGE)).toMatchObject({
        chain: {
          restricted: 'hidden',
          title: 'Restricted',
          number: 20,
          review: { approvals: 1 },
          environments: [{ environment: 'production', state: 'baseline' }],
          tests: { outcome: 'passed' },
        },
      });
      expect((await chain(bo, OPEN_CHANGE)).chain).toMatchObject({
        title: 'Harmless',
      });
      expect((await chain(bo, OPEN_CHANGE)).chain.restricted).toBeUndefined();
      const below = (await chain(bo, BELOW_SECRET)).chain;
      expect(below).toMatchObject({ title: 'Groundwork', merge: 'rebase' });
      expect(below.restricted).toBeUndefined();
      expect((await chain(ada, SECRET_CHANGE)).chain).toMatchObject({
        restricted: 'shown',
        title: 'SEC-12 Basilisk',
      });
      const ticket = JSON.parse(await read(bo, nodeOf(SECRET_TICKET)));
      expect(ticket.node).toMatchObject({
        title: 'Restricted ticket SEC-12',
        restricted: 'hidden',
        attributes: { key: 'SEC-12', state: 'open' },
      });
    });
  });
});
