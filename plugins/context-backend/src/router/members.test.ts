import { Entity } from '@backstage/catalog-model';
import { eachDatabase } from '../__testUtils__/databases';
import { entity, pathOf, withReading } from '../__testUtils__/reading';
import { section, tell } from '../__testUtils__/sections';

const SYSTEM = 'system:default/shop';
const GROUP = 'group:default/team-a';

function member(name: string, relation: 'partOf' | 'ownedBy', of: string) {
  return entity(`component:default/${name}`, {
    relations: [{ type: relation, targetRef: of }],
  });
}

interface Member {
  entityRef: string;
}

describe('GET …/members', () => {
  const names = ['cart', 'checkout', 'hidden', 'wishlist'];
  const entities: Entity[] = [
    entity(SYSTEM),
    entity('domain:default/sales'),
    entity('component:default/stranger'),
    ...names.map(name => member(name, 'partOf', SYSTEM)),
  ];
  const shows = (_: string, ref: string) => !ref.endsWith('/hidden');

  eachDatabase('rolls the parts of a system up, by name', async knex => {
    await tell(knex, [
      section({
        entityRef: 'component:default/cart',
        facts: [
          { id: 'a', label: 'Deployed', value: '1', highlight: true },
          { id: 'b', label: 'Other', value: '2' },
        ],
      }),
      section({
        entityRef: 'component:default/cart',
        sectionId: 'extra',
        status: 'attention',
        attention: [{ id: 'x', title: 'Look here', status: 'attention' }],
      }),
      section({
        entityRef: 'component:default/checkout',
        status: 'blocked',
        permission: { name: 'secret.read' },
        attention: [{ id: 'x', title: 'No access', status: 'blocked' }],
      }),
    ]);
    const allows = (_: string, permission: string) =>
      permission !== 'secret.read';
    await withReading(knex, { entities, shows, allows }, async reading => {
      const { body } = await reading.as('ada').get(`${pathOf(SYSTEM)}/members`);
      expect(body.items).toEqual([
        {
          entityRef: 'component:default/cart',
          title: 'cart',
          kind: 'Component',
          type: 'service',
          status: 'attention',
          attention: [
            {
              id: 'x',
              title: 'Look here',
              status: 'attention',
              sectionId: 'extra',
              entityRef: 'component:default/cart',
            },
          ],
          highlights: [
            { id: 'a', label: 'Deployed', value: '1', highlight: true },
          ],
        },
        expect.objectContaining({
          entityRef: 'component:default/checkout',
          status: 'unknown',
          attention: [],
        }),
        expect.objectContaining({ entityRef: 'component:default/wishlist' }),
      ]);
      expect(reading.asked).toEqual({ policy: [2, 1], catalog: [5] });
    });
  });

  eachDatabase('goes page by page, for that entity only', async knex => {
    await withReading(knex, { entities }, async ({ as }) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await as('ada')
          .get(`${pathOf(SYSTEM)}/members`)
          .query({ limit: 3, ...(cursor && { cursor }) });
        seen.push(...body.items.map(({ entityRef }: Member) => entityRef));
        cursor = body.nextCursor ?? undefined;
        if (cursor) {
          const elsewhere = await as('ada')
            .get(`${pathOf('domain:default/sales')}/members`)
            .query({ cursor });
          expect(elsewhere.status).toBe(400);
        }
      } while (cursor);
      expect(seen).toEqual(names.map(name => `component:default/${name}`));
    });
  });

  eachDatabase('is what a group owns, and nothing elsewhere', async knex => {
    const owned = [entity(GROUP), member('cart', 'ownedBy', GROUP)];
    await withReading(knex, { entities: owned, shows }, async ({ as }) => {
      const membersOf = async (ref: string) => {
        const { status, body } = await as('ada').get(`${pathOf(ref)}/members`);
        return status === 200 ? body.items.length : status;
      };
      expect(await membersOf(GROUP)).toBe(1);
      expect(await membersOf('component:default/cart')).toBe(0);
      expect(await membersOf('group:default/hidden')).toBe(404);
      expect(await membersOf('group:default/unknown')).toBe(404);
    });
  });
});
