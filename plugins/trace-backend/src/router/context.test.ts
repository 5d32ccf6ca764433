import { ContextSection } from '@throughline/plugin-context-common';
import { deploymentKey, issueKey } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { Caller, component, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY, scenario, sha } from '../__testUtils__/scenario';
import { CATALOG, minute } from '../__testUtils__/shop';
import { ContextReader } from '../context/ContextReader';
import { readEntity } from '../graph/readEntity';
import { applyCatalog } from '../service/applyCatalog';
import { Freshness } from '../service/freshness';

const CART = 'component:default/cart';
const WISHLIST = 'component:default/wishlist';
/** Whose code is another repository's, of which nothing was received. */
const ELSEWHERE = component('elsewhere', {
  'github.com/project-slug': 'acme/elsewhere',
});
const UNTIED = component('untied');
const ENTITIES = [
  ...CATALOG,
  ELSEWHERE,
  UNTIED,
  { ...component('bucket'), kind: 'Resource' },
];

async function sectionsOf(
  contextPlugin: Caller,
  entityRefs: string[],
): Promise<Map<string, ContextSection>> {
  const { body, status } = await contextPlugin
    .post('/context')
    .send({ entityRefs });
  expect(status).toBe(200);
  const items: ContextSection[] = body.items;
  return new Map(items.map(section => [section.entityRef, section]));
}

/** Asks for one section. */
async function sectionOf(contextPlugin: Caller, entityRef = CART) {
  const section = (await sectionsOf(contextPlugin, [entityRef])).get(entityRef);
  return section!;
}

const ids = (items: Array<{ id: string }>) => items.map(({ id }) => id);

const F1 = sha('f1').slice(0, 7);

describe('the section of an entity', () => {
  eachDatabase('tells what runs, waits and went wrong', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async (_, _anonymous, contextPlugin) => {
        const cart = await sectionOf(contextPlugin);
        expect(cart).toMatchObject({
          sectionId: 'trace',
          title: 'Delivery',
          permission: { name: 'trace.read', resourceType: 'catalog-entity' },
          status: 'blocked',
          headline: `${F1} runs in production; 1 change waits for production.`,
        });
        expect(ids(cart.facts)).toEqual([
          'deployed:production',
          'deployed:staging',
          'deployed:release',
          'waiting:deploy',
          'last-change',
        ]);
        expect(cart.facts[0]).toEqual({
          id: 'deployed:production',
          label: 'Last deployed',
          value: `${F1} · production`,
          at: expect.stringMatching(/T09:32:00/),
          status: 'attention',
          href: '/catalog/default/component/cart/delivery?environment=production',
          highlight: true,
        });
        // Rolled back at 28; the same deployed once more, at 30, changes nothing.
        expect(cart.attention).toMatchObject([
          {
            id: `incident:${issueKey(REPOSITORY, 9)}`,
            status: 'blocked',
            title: '#9 Carts are empty',
            since: expect.stringMatching(/T09:31:00/),
          },
          {
            id: 'rolled-back:production',
            status: 'attention',
            title: `${sha('a9').slice(0, 7)} was rolled back in production`,
            since: expect.stringMatching(/T09:30:00/),
          },
        ]);
        expect(cart.data).toMatchObject({
          environments: [
            { environment: 'production', state: 'rolled-back', version: F1 },
            { environment: 'staging', state: 'deployed' },
            { environment: 'release', state: 'released', version: 'v1' },
          ],
          stages: [{ stage: 'deploy', count: 1 }],
        });
      },
    );
  });

  eachDatabase('names no other entity, nor its changes', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async (_, _anonymous, contextPlugin) => {
        const sections = await sectionsOf(contextPlugin, [CART, WISHLIST]);
        expect(JSON.stringify(sections.get(CART))).not.toMatch(
          /wishlist|Fees|List|#3|#5/,
        );
        expect(JSON.stringify(sections.get(WISHLIST))).not.toMatch(
          /cart|#2|#4|#9/i,
        );
      },
    );
  });

  eachDatabase('follows a failed deployment and its repair', async knex => {
    const failed = deploymentKey(REPOSITORY, 20);
    const deployment = (key: string, at: string, state: string) => [
      {
        subject: key,
        at,
        attributes: {
          sha: sha('a9'),
          environment: 'production',
          production: true,
          service: 'cart',
          version: '2.0',
          createdAt: at,
          [`status:${key}`]: { state, at },
        },
      },
    ];
    const deliveries = [
      ...scenario(),
      deployment(failed, minute(0), 'failure'),
    ];
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries },
      async (_, _anonymous, contextPlugin) => {
        const cart = await sectionOf(contextPlugin);
        expect(cart.attention.at(-1)).toMatchObject({
          id: 'failed:production',
          title: 'The deployment of 2.0 to production failed',
          detail: `${F1} runs there still.`,
          since: minute(0),
        });
        expect(cart.data).toMatchObject({
          environments: [{ state: 'failed', version: F1 }, {}, {}],
        });
      },
    );
    const repaired = deploymentKey(REPOSITORY, 21);
    await withTrace(
      knex,
      {
        entities: ENTITIES,
        deliveries: [deployment(repaired, minute(5), 'success')],
      },
      async (_, _anonymous, contextPlugin) => {
        const cart = await sectionOf(contextPlugin);
        expect(ids(cart.attention)).toEqual([
          `incident:${issueKey(REPOSITORY, 9)}`,
        ]);
        expect(cart.headline).toBe('2.0 runs in production.');
      },
    );
  });

  eachDatabase('is as blocked as its incident is open', async knex => {
    const closed = {
      subject: issueKey(REPOSITORY, 9),
      at: minute(0),
      attributes: { state: 'closed', closedAt: minute(0) },
    };
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: [...scenario(), [closed]] },
      async (_, _anonymous, contextPlugin) => {
        const cart = await sectionOf(contextPlugin);
        expect(cart.status).toBe('attention');
        expect(ids(cart.attention)).toEqual(['rolled-back:production']);
      },
    );
  });

  eachDatabase('says what is missing where nothing is known', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES, deliveries: scenario() },
      async (_, _anonymous, contextPlugin) => {
        const sections = await sectionsOf(contextPlugin, [
          'component:default/elsewhere',
          'component:default/untied',
          'component:default/never-heard-of',
          'resource:default/bucket',
          'user:default/ada',
        ]);
        expect(
          [...sections.values()].map(({ entityRef, status, headline }) => ({
            entityRef,
            status,
            headline,
          })),
        ).toEqual([
          {
            entityRef: 'component:default/elsewhere',
            status: 'unknown',
            headline:
              'Nothing was received from github.com/acme/elsewhere yet.',
          },
          {
            entityRef: 'component:default/untied',
            status: 'unknown',
            headline:
              'No repository is known: none of its annotations names one.',
          },
        ]);
      },
    );
  });
});

/** How many statements some work makes. */
async function statements(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const counting = () => {
    count += 1;
  };
  knex.on('query', counting);
  await work();
  knex.removeListener('query', counting);
  return count;
}

describe('sections of many entities', () => {
  eachDatabase('take as many statements as those of two', async knex => {
    const others = Array.from({ length: 98 }, (_, index) =>
      component(`c${index}`, { 'github.com/project-slug': 'acme/shop' }),
    );
    const entities = [...ENTITIES, ...others];
    const refs = others.map(
      ({ metadata }) => `component:default/${metadata.name}`,
    );
    // Without the plugin, whose projector would be counted as well.
    await applyCatalog(knex, entities.map(readEntity));
    await tell(knex, scenario());
    const reader = new ContextReader(
      knex,
      new Freshness(knex, async () => ({ pending: 0, asOf: undefined })),
    );
    const two = await statements(knex, () => reader.sections([CART, WISHLIST]));
    const hundred = await statements(knex, async () => {
      const sections = await reader.sections([CART, WISHLIST, ...refs]);
      expect(sections).toHaveLength(100);
    });
    expect(two).toBeGreaterThan(5);
    expect(hundred).toBe(two);
  });
});

describe('what has arrived and is not reflected yet', () => {
  eachDatabase('is not in what a section says it knows', async knex => {
    const asOf = '2026-03-02T10:00:00.000Z';
    const read = async (pending: number) => {
      const freshness = new Freshness(knex, async () => ({ pending, asOf }));
      const now = new Date('2026-03-02T11:00:00.000Z');
      const [section] = await new ContextReader(knex, freshness).sections(
        [CART],
        now,
      );
      return section.asOf;
    };
    await withTrace(knex, { entities: ENTITIES }, async () => {
      expect(await read(0)).toBe('2026-03-02T11:00:00.000Z');
      expect(await read(3)).toBe(asOf);
    });
  });
});

describe('who may ask for sections', () => {
  eachDatabase('is the context plugin alone', async knex => {
    await withTrace(
      knex,
      { entities: ENTITIES },
      async (as, anonymous, contextPlugin) => {
        const body = { entityRefs: [CART] };
        const status = async (caller: Caller) =>
          (await caller.post('/context').send(body)).status;
        expect(await status(contextPlugin)).toBe(200);
        expect(await status(as('ada'))).toBe(403);
        expect(await status(anonymous)).toBe(401);
      },
    );
  });
});
