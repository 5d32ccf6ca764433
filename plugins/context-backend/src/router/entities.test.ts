import { eachDatabase } from '../__testUtils__/databases';
import { entity, pathOf, withReading } from '../__testUtils__/reading';
import { CART, section, tell, untell } from '../__testUtils__/sections';

const at = (iso: string) => new Date(`2026-03-${iso}Z`);

describe('GET /entities/:kind/:namespace/:name', () => {
  eachDatabase('shows sections in the order of the config', async knex => {
    await tell(
      knex,
      [
        section({ sectionId: 'trace.b' }),
        section({
          sectionId: 'trace',
          facts: [{ id: 'a', label: 'Last deployed', value: '1.2' }],
          data: { any: ['thing'] },
        }),
        section({ sectionId: 'catalog', title: 'Catalog' }),
        section({ sectionId: 'former' }),
        section({ entityRef: 'component:default/other' }),
      ],
      at('01T10:00:00'),
    );
    await withReading(
      knex,
      {
        entities: [entity(CART, { title: 'The cart' })],
        now: () => at('02T00:00:00'),
      },
      async ({ as, asked }) => {
        const { status, body } = await as('ada').get(
          '/entities/Component/DEFAULT/Cart',
        );
        expect(status).toBe(200);
        expect(body).toEqual({
          entityRef: CART,
          title: 'The cart',
          revision: 5,
          at: '2026-03-02T00:00:00.000Z',
          past: false,
          sections: [
            expect.objectContaining({ sectionId: 'catalog' }),
            {
              plugin: 'trace',
              sectionId: 'trace',
              title: 'Delivery',
              status: 'ok',
              headline: 'All is well',
              facts: [{ id: 'a', label: 'Last deployed', value: '1.2' }],
              attention: [],
              links: [],
              data: { any: ['thing'] },
              revision: 2,
              changedAt: '2026-03-01T10:00:00.000Z',
              asOf: '2026-01-01T00:00:00.000Z',
            },
            expect.objectContaining({ sectionId: 'trace.b' }),
          ],
          attention: [],
          sources: ['catalog', 'trace', 'extra'].map(plugin => ({
            plugin,
            state: 'waiting',
          })),
        });
        // One request, however many sections and entities they name.
        expect(asked).toEqual({ policy: [2], catalog: [] });
      },
    );
  });

  eachDatabase('shows an entity of which nothing is known yet', async knex => {
    await withReading(knex, {}, async ({ as }) => {
      const { body } = await as('ada').get(pathOf(CART));
      expect(body).toMatchObject({ revision: 0, sections: [], attention: [] });
      expect(body.sources).toHaveLength(3);
    });
  });

  eachDatabase('sorts the attention of all sections', async knex => {
    const item = (id: string, parts: object) => ({
      id,
      title: id,
      status: 'attention' as const,
      ...parts,
    });
    await tell(knex, [
      section({
        sectionId: 'catalog',
        attention: [item('b', { since: '2026-01-02T00:00:00Z' })],
      }),
      section({
        sectionId: 'trace',
        attention: [
          item('c', {}),
          item('z', { status: 'blocked' }),
          item('a', { since: '2026-01-01T23:00:00Z' }),
        ],
      }),
    ]);
    await withReading(knex, {}, async ({ as }) => {
      const { body } = await as('ada').get(pathOf(CART));
      expect(
        body.attention.map((one: { id: string; sectionId: string }) => [
          one.id,
          one.sectionId,
        ]),
      ).toEqual([
        ['z', 'trace'],
        ['a', 'trace'],
        ['b', 'catalog'],
        ['c', 'trace'],
      ]);
    });
  });

  eachDatabase(
    'answers in the same words for what is hidden and what is not there',
    async knex => {
      await tell(knex, [section()]);
      const shows = (_: string, ref: string) => ref !== CART;
      await withReading(knex, { shows }, async ({ as }) => {
        const hidden = await as('ada').get(pathOf(CART));
        const unknown = await as('ada').get(pathOf('component:default/none'));
        expect(hidden.status).toBe(404);
        expect(unknown.status).toBe(404);
        expect(hidden.body.error.message.replace('cart', 'none')).toBe(
          unknown.body.error.message,
        );
      });
    },
  );
});

describe('at and since', () => {
  const told = (value: string) =>
    section({ facts: [{ id: 'a', label: 'Version', value }] });

  eachDatabase('show an earlier moment, and compare with one', async knex => {
    await tell(knex, [told('1')], at('01T10:00:00'));
    await tell(knex, [told('2')], at('01T11:00:00'));
    await tell(knex, [section({ sectionId: 'extra' })], at('01T11:30:00'));
    await tell(knex, [told('3')], at('01T12:00:00'));
    await untell(knex, CART, 'extra', at('01T13:00:00'));
    const now = () => at('02T00:00:00');
    await withReading(knex, { now }, async ({ as }) => {
      const read = async (query: object) => {
        const { status, body } = await as('ada').get(pathOf(CART)).query(query);
        expect(status).toBe(200);
        return body;
      };
      const versions = async (query: object) =>
        (await read(query)).sections.flatMap(
          ({ facts }: { facts: { value: string }[] }) =>
            facts.map(({ value }) => value),
        );
      expect(await versions({})).toEqual(['3']);
      expect(await versions({ at: 2 })).toEqual(['2']);
      expect(await versions({ at: 0 })).toEqual([]);
      expect(await versions({ at: '2026-03-01T11:59:59Z' })).toEqual(['2']);
      expect(await versions({ at: '2026-03-01T13:00:00+01:00' })).toEqual([
        '3',
      ]);
      expect(await versions({ at: '2026-03-01' })).toEqual([]);
      expect(await read({ at: 3 })).toMatchObject({
        revision: 3,
        at: '2026-03-01T11:30:00.000Z',
        past: true,
      });
      expect((await read({ at: 3 })).sections).toHaveLength(2);

      expect((await read({ since: 5 })).changes).toEqual({
        since: { revision: 5, at: '2026-03-01T13:00:00.000Z' },
        cut: false,
        sections: [],
      });
      expect((await read({ since: 3 })).changes.sections).toEqual([
        {
          sectionId: 'trace',
          title: 'Delivery',
          change: 'changed',
          changedAt: '2026-03-01T12:00:00.000Z',
          facts: [
            {
              id: 'a',
              change: 'changed',
              before: { id: 'a', label: 'Version', value: '2' },
              after: { id: 'a', label: 'Version', value: '3' },
            },
          ],
          attention: [],
          links: [],
        },
        expect.objectContaining({
          sectionId: 'extra',
          change: 'removed',
          changedAt: '2026-03-01T13:00:00.000Z',
        }),
      ]);
      expect((await read({ since: 0 })).changes.sections).toEqual([
        expect.objectContaining({ sectionId: 'trace', change: 'added' }),
      ]);
      // What came and went again did not change.
      expect((await read({ since: 2 })).changes.sections).toHaveLength(1);
      const past = await read({ since: 1, at: 3 });
      expect(past.changes.sections).toEqual([
        expect.objectContaining({ sectionId: 'trace', change: 'changed' }),
        expect.objectContaining({ sectionId: 'extra', change: 'added' }),
      ]);
    });
  });

  eachDatabase('name what is wrong with them', async knex => {
    await tell(knex, [told('1')], at('01T10:00:00'));
    await tell(knex, [told('2')], at('20T10:00:00'));
    const options = {
      now: () => at('30T10:00:00'),
      config: { retentionMs: 20 * 24 * 60 * 60 * 1_000 },
    };
    await withReading(knex, options, async ({ as, service }) => {
      const messageOf = async (query: object) => {
        const { status, body } = await as('ada').get(pathOf(CART)).query(query);
        return `${status} ${body.error?.message}`;
      };
      expect(await messageOf({ since: 3 })).toBe(
        '400 since: there is no revision 3 yet; the newest is 2',
      );
      expect(await messageOf({ at: '2026-03-30T10:01:00Z' })).toBe(
        '400 at: 2026-03-30T10:01:00.000Z is in the future; it is 2026-03-30T10:00:00.000Z',
      );
      expect(await messageOf({ since: '2026-03-10T09:59:59Z' })).toBe(
        '400 since: 2026-03-10T09:59:59.000Z is not kept any more; the oldest moment kept is 2026-03-10T10:00:00.000Z',
      );
      expect(await messageOf({ since: 0 })).toBe(
        '400 since: revision 0 is not kept any more; the oldest moment kept is revision 1 at 2026-03-10T10:00:00.000Z',
      );
      expect(await messageOf({ since: 1 })).toMatch(/^200/);
      expect(await messageOf({ since: 'yesterday' })).toBe(
        '400 since: expected the number of a revision or an ISO 8601 time, or last-look',
      );
      expect(await messageOf({ at: 'last-look' })).toBe(
        '400 at: expected the number of a revision or an ISO 8601 time',
      );
      expect(await messageOf({ since: 2, at: 1 })).toBe(
        '400 since: expected a moment that is not after at',
      );
      expect(await messageOf({ sinse: 2 })).toMatch(/^400/);
      expect((await service.get(pathOf(CART))).status).toBe(403);
    });
  });
});

describe('POST /entities/by-refs', () => {
  eachDatabase('asks once for all of them', async knex => {
    const refs = Array.from(
      { length: 100 },
      (_, i) => `component:default/c${i}`,
    );
    await tell(
      knex,
      refs.map(entityRef => section({ entityRef })),
    );
    await withReading(
      knex,
      {
        entities: refs.map(ref => entity(ref)),
        shows: (_, ref) => ref !== refs[7],
      },
      async ({ as, asked }) => {
        const { status, body } = await as('ada')
          .post('/entities/by-refs')
          .send({ entityRefs: refs, since: 0 });
        expect(status).toBe(200);
        expect(body.items).toHaveLength(99);
        expect(body.missing).toEqual([refs[7]]);
        expect(body.items[0].changes.sections).toHaveLength(1);
        expect(asked).toEqual({ policy: [2], catalog: [100] });
      },
    );
  });

  eachDatabase('names the field that is wrong', async knex => {
    await withReading(knex, {}, async ({ as }) => {
      const messageOf = async (sent: object) => {
        const { status, body } = await as('ada')
          .post('/entities/by-refs')
          .send(sent);
        return `${status} ${body.error?.message}`;
      };
      expect(await messageOf({ entityRefs: [] })).toBe(
        '400 entityRefs: expected 1 to 100 entity refs',
      );
      expect(await messageOf({ entityRefs: Array(101).fill(CART) })).toBe(
        '400 entityRefs: expected 1 to 100 entity refs',
      );
      expect(await messageOf({ entityRefs: [CART, 'cart'] })).toBe(
        '400 entityRefs.1: expected an entity ref such as component:default/checkout',
      );
      expect(await messageOf({ entityRefs: ['component:a/\0'] })).toMatch(
        /^400 entityRefs.0: expected/,
      );
      expect(await messageOf({ entityRefs: [CART], since: {} })).toBe(
        '400 since: expected the number of a revision, an ISO 8601 time or last-look',
      );
    });
  });
});
