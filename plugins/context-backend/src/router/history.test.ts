import { eachDatabase } from '../__testUtils__/databases';
import { pathOf, RETENTION_MS, withReading } from '../__testUtils__/reading';
import { CART, section, tell, untell } from '../__testUtils__/sections';

const HIDDEN = 'component:default/hidden';
const now = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

interface Entry {
  revision: number;
  at: string;
  change: { sectionId: string; change: string };
}

describe('GET …/history', () => {
  eachDatabase('lists what changed, newest first, page by page', async knex => {
    const told = (value: string, sectionId = 'trace') =>
      section({ sectionId, facts: [{ id: 'v', label: 'Version', value }] });
    await tell(knex, [told('0')], daysAgo(100));
    for (let i = 1; i <= 6; i += 1) {
      await tell(knex, [told(String(i))], daysAgo(80 - i));
      await tell(
        knex,
        [section({ entityRef: 'component:default/other' })],
        daysAgo(80 - i),
      );
    }
    await tell(knex, [told('1', 'extra')], daysAgo(3));
    await untell(knex, CART, 'extra', daysAgo(2));
    await tell(knex, [told('1', 'former')], daysAgo(1));

    await withReading(knex, { now: () => now }, async ({ as }) => {
      const entries: Entry[] = [];
      const sizes: number[] = [];
      let cursor: string | undefined;
      do {
        const { status, body } = await as('ada')
          .get(`${pathOf(CART)}/history`)
          .query({ limit: 4, ...(cursor && { cursor }) });
        expect(status).toBe(200);
        expect(body.keptSince).toBe(daysAgo(90).toISOString());
        entries.push(...body.items);
        sizes.push(body.items.length);
        cursor = body.nextCursor;
      } while (cursor);
      // One of the first page is of a plugin that does not take part.
      expect(sizes).toEqual([3, 4, 1]);
      expect(
        entries.map(({ change }) => `${change.sectionId} ${change.change}`),
      ).toEqual([
        'extra removed',
        'extra added',
        ...Array(6).fill('trace changed'),
      ]);
      expect(entries.map(({ revision }) => revision)).toEqual(
        entries.map(({ revision }) => revision).sort((a, b) => b - a),
      );
      expect(entries.at(-1)).toEqual({
        revision: 2,
        at: daysAgo(79).toISOString(),
        change: expect.objectContaining({
          changedAt: daysAgo(79).toISOString(),
          facts: [
            {
              id: 'v',
              change: 'changed',
              before: { id: 'v', label: 'Version', value: '0' },
              after: { id: 'v', label: 'Version', value: '1' },
            },
          ],
        }),
      });
      expect(RETENTION_MS).toBe(90 * 86_400_000);
    });
  });

  eachDatabase('leaves out what the reader may not see', async knex => {
    await tell(knex, [section()], daysAgo(3));
    await tell(
      knex,
      [
        section({
          facts: [{ id: 'x', label: 'On', value: 'it', refs: [HIDDEN] }],
        }),
      ],
      daysAgo(2),
    );
    await tell(
      knex,
      [section({ sectionId: 'extra', permission: { name: 'extra.read' } })],
      daysAgo(1),
    );
    const options = {
      now: () => now,
      shows: (_: string, ref: string) => ref !== HIDDEN,
      allows: (reader: string, permission: string) =>
        reader === 'ada' || permission !== 'extra.read',
    };
    await withReading(knex, options, async ({ as }) => {
      const seenBy = async (reader: string): Promise<number[]> => {
        const { body } = await as(reader).get(`${pathOf(CART)}/history`);
        return body.items.map(({ revision }: Entry) => revision);
      };
      expect(await seenBy('ada')).toEqual([3, 1]);
      expect(await seenBy('bo')).toEqual([1]);
    });
  });

  eachDatabase(
    'is nothing for what is hidden, or not understood',
    async knex => {
      await tell(knex, [section()]);
      const shows = (reader: string) => reader === 'ada';
      await withReading(knex, { shows }, async ({ as }) => {
        const get = async (reader: string, query: string) =>
          (await as(reader).get(`${pathOf(CART)}/history${query}`)).status;
        expect(await get('eve', '')).toBe(404);
        expect(await get('ada', '?limit=101')).toBe(400);
        expect(await get('ada', '?cursor=xyz')).toBe(400);
        expect(await get('ada', '?before=1')).toBe(400);
      });
    },
  );
});
