import {
  Chain,
  ChainResponse,
  directChangeKey,
} from '@throughline/plugin-trace-common';
import { component, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY, scenario, sha } from '../__testUtils__/scenario';
import {
  CATALOG,
  chainOf,
  chainsOf,
  direct,
  minute,
  request,
  SHOP,
} from '../__testUtils__/shop';
import { encodeCursor } from '@throughline/backend-kit';

describe('pages of chains', () => {
  eachDatabase('show each row once, the latest first', async knex => {
    // Three rows to an instant, so that a page ends among equals.
    const commits = Array.from({ length: 23 }, (_, index) =>
      direct(`d${index}`, `Commit ${index}`, minute(Math.floor(index / 3))),
    );
    await withTrace(
      knex,
      { entities: [SHOP], deliveries: commits },
      async as => {
        const seen: Chain[] = [];
        const sizes: number[] = [];
        let cursor: string | undefined;
        do {
          const { body } = await as('ada')
            .get(chainsOf('shop'))
            .query({ limit: 5, ...(cursor && { cursor }) });
          seen.push(...body.items);
          sizes.push(body.items.length);
          cursor = body.nextCursor;
        } while (cursor);
        expect(sizes).toEqual([5, 5, 5, 5, 3]);
        expect(new Set(seen.map(({ id }) => id)).size).toBe(23);
        const times = seen.map(({ updatedAt }) => updatedAt);
        expect(times).toEqual([...times].sort().reverse());
      },
    );
  });

  eachDatabase('stay where they are while changes go on', async knex => {
    const commits = Array.from({ length: 6 }, (_, index) =>
      direct(`d${index}`, `Commit ${index}`, minute(index)),
    );
    await withTrace(
      knex,
      { entities: [SHOP], deliveries: commits },
      async as => {
        const page = async (cursor?: string) =>
          (
            await as('ada')
              .get(chainsOf('shop'))
              .query({ limit: 2, ...(cursor && { cursor }) })
          ).body;
        const first = await page();
        // One that was shown moves up, and one comes in above all.
        await tell(knex, [
          direct('d4', 'Commit 4', minute(50)),
          direct('new', 'New', minute(59)),
        ]);
        const second = await page(first.nextCursor);
        const third = await page(second.nextCursor);
        const shown = [first, second, third].flatMap(({ items }) =>
          items.map(({ title }: Chain) => title),
        );
        expect(shown).toEqual(
          [5, 4, 3, 2, 1, 0].map(index => `Commit ${index}`),
        );
        expect(third.nextCursor).toBeUndefined();
      },
    );
  });
});

describe('what the list says besides', () => {
  eachDatabase('is the way changes take, and what is known', async knex => {
    await withTrace(
      knex,
      {
        entities: [
          ...CATALOG,
          component('lonely'),
          component('new', { 'github.com/project-slug': 'acme/new' }),
        ],
        deliveries: scenario(),
      },
      async as => {
        const list = async (name: string) =>
          (await as('ada').get(chainsOf(name))).body;
        const cart = await list('cart');
        expect(cart).toMatchObject({
          environments: ['staging', 'production', 'release'],
          pending: 0,
          connection: { repository: REPOSITORY, seen: true },
        });
        for (const { environments } of cart.items as Chain[]) {
          expect(environments.map(({ environment }) => environment)).toEqual(
            environments.length === 0 ? [] : cart.environments,
          );
        }
        expect((await list('lonely')).connection).toEqual({
          seen: false,
          knowsYou: false,
        });
        expect((await list('new')).connection).toEqual({
          repository: 'github.com/acme/new',
          seen: false,
          knowsYou: false,
        });
      },
    );
  });
});

describe('one chain', () => {
  eachDatabase('shows every link with its evidence', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const { status, body } = await as('ada').get(
          chainOf('cart', request(2)),
        );
        expect(status).toBe(200);
        const { chain, steps: all }: ChainResponse = body;
        expect(chain).toMatchObject({
          id: request(2),
          merge: 'squash',
          notes: ['reverted'],
          revertedBy: [{ id: request(4), label: '#4' }],
        });
        const steps = Object.fromEntries(
          all.map(({ step, nodes }) => [step, nodes]),
        );
        expect(Object.keys(steps)).toEqual([
          'ticket',
          'code',
          'review',
          'tests',
          'deployment',
          'release',
          'incident',
        ]);
        expect(steps.ticket).toMatchObject([
          {
            node: { title: '#1 Keep the cart after sign-in' },
            link: { type: 'closes', where: 'title', confidence: 0.95 },
          },
        ]);
        expect(
          steps.code.map(({ node, link }) => [node.title, link?.rule]),
        ).toEqual([
          ['Keep the cart (closes #1)', undefined],
          ['Test it', 'head-of-request'],
          ['Keep cart', 'branch-history'],
          ['Keep the cart (#2)', 'merge-commit'],
        ]);
        expect(steps.review).toMatchObject([
          { node: { title: 'bo' }, detail: ['approved'] },
        ]);
        expect(steps.tests).toHaveLength(2);
        expect(
          steps.deployment.map(({ node, detail }) => [node.title, detail]),
        ).toEqual([
          ['staging', ['live']],
          ['production', ['live']],
        ]);
        expect(steps.release).toMatchObject([{ node: { title: 'v1' } }]);
        expect(steps.incident).toMatchObject([
          { node: { title: 'Carts are empty' } },
        ]);
      },
    );
  });

  eachDatabase('shows what else of the entity went out with it', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const { body } = await as('ada').get(chainOf('cart', request(2)));
        expect(body.companions).toEqual([
          {
            id: directChangeKey(REPOSITORY, sha('f1')),
            title: 'Fix typo',
          },
        ]);
      },
    );
  });

  eachDatabase('is not found under an entity it is not of', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        for (const id of [request(3), request(99)]) {
          const { status, body } = await as('ada').get(chainOf('cart', id));
          expect(status).toBe(404);
          expect(body.error.message).toBe(
            `No change ${id} of component:default/cart`,
          );
        }
      },
    );
  });

  eachDatabase('is of an entity whatever case its ref is in', async knex => {
    await withTrace(
      knex,
      { entities: CATALOG, deliveries: scenario() },
      async as => {
        const { status } = await as('ada').get(
          '/entities/Component/Default/CART/chains',
        );
        expect(status).toBe(200);
      },
    );
  });
});

describe('bad input', () => {
  eachDatabase('is named', async knex => {
    const long = 'x'.repeat(201);
    const list: Array<[string, string]> = [
      ['limit=0', 'limit: expected a whole number from 1 to 100'],
      ['limit=101', 'limit: expected a whole number from 1 to 100'],
      ['limit=abc', 'limit: expected a whole number from 1 to 100'],
      ['limit=-1', 'limit: expected a whole number from 1 to 100'],
      ['limit=1.5', 'limit: expected a whole number from 1 to 100'],
      ['limit=', 'limit: expected a whole number from 1 to 100'],
      ['limit=1&limit=2', 'limit: '],
      ['cursor=garbage', 'cursor: expected the nextCursor'],
      ['cursor=', 'cursor: expected the nextCursor'],
      [`cursor=${encodeCursor({ seq: 1 })}`, 'cursor: expected'],
      [
        `cursor=${encodeCursor({ updatedAt: 'yesterday', id: 'a' })}`,
        'cursor: expected',
      ],
      [
        `cursor=${encodeCursor({ updatedAt: minute(0), id: '\0' })}`,
        'cursor: expected',
      ],
      [`cursor=${'a'.repeat(2_001)}`, 'cursor: '],
      [`environment=${long}`, 'environment: expected 1 to 200 characters'],
      ['environment=', 'environment: expected 1 to 200 characters'],
      ['environment=%00', 'environment: expected no NUL'],
      [`search=${long}`, 'search: expected 1 to 200 characters'],
      ['search=a%00b', 'search: expected no NUL'],
      ['waiting=yes', 'waiting: expected true or false'],
      ['unknown=1', '"unknown"'],
    ];
    await withTrace(knex, { entities: CATALOG }, async as => {
      for (const [query, message] of list) {
        const { status, body } = await as('ada').get(
          `${chainsOf('cart')}?${query}`,
        );
        expect(`${query.slice(0, 40)} ${status}`).toBe(
          `${query.slice(0, 40)} 400`,
        );
        expect(body.error.name).toBe('InputError');
        expect(body.error.message).toContain(message);
      }
      const tooLong = `change:${'x'.repeat(1_000)}`;
      for (const [path, message] of [
        [chainOf('cart', tooLong), 'id: expected 1 to 1000 characters'],
        [chainOf('cart', 'change:\0'), 'id: expected no NUL'],
        [chainsOf('cart%00'), 'name: expected no NUL'],
        [chainsOf(long), 'name: expected 1 to 200 characters'],
      ]) {
        const { status, body } = await as('ada').get(path);
        expect(status).toBe(400);
        expect(body.error.message).toContain(message);
      }
    });
  });
});
