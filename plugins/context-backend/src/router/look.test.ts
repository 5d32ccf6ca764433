import { eachDatabase } from '../__testUtils__/databases';
import { Caller, pathOf, withReading } from '../__testUtils__/reading';
import { CART, section, tell } from '../__testUtils__/sections';

const minute = (count: number) =>
  new Date(Date.UTC(2026, 2, 1) + count * 60_000);

const deployed = (version: string) =>
  section({ facts: [{ id: 'v', label: 'Deployed', value: version }] });

/** Looks, as the page does: reads, then says what it has shown. */
async function look(caller: Caller, settle = false) {
  const { body } = await caller.get(`${pathOf(CART)}?since=last-look`);
  const { status } = await caller
    .put(`${pathOf(CART)}/look`)
    .send({ revision: body.revision, settle });
  expect(status).toBe(204);
  return body.changes?.sections.length;
}

describe('looking', () => {
  eachDatabase('marks what came since, until it is settled', async knex => {
    let now = minute(0);
    await tell(knex, [deployed('1')], now);
    await withReading(knex, { now: () => now }, async ({ as }) => {
      // Never looked before: there is nothing to compare with.
      expect(await look(as('ada'))).toBeUndefined();
      expect(await look(as('ada'))).toBe(0);

      now = minute(2);
      await tell(knex, [deployed('2')], now);
      expect(await look(as('ada'))).toBe(1);
      now = minute(20);
      expect(await look(as('ada'))).toBe(1);
      // Somebody else's look changes nothing.
      expect(await look(as('bo'), true)).toBeUndefined();
      expect(await look(as('ada'))).toBe(1);
    });
    // The same after a restart.
    await withReading(knex, { now: () => now }, async ({ as }) => {
      expect(await look(as('ada'))).toBe(1);
      expect(await look(as('ada'), true)).toBe(1);
      expect(await look(as('ada'))).toBe(0);

      now = minute(22);
      await tell(knex, [deployed('3')], now);
      expect(await look(as('ada'))).toBe(1);
      // It was seen, and the next look begins.
      now = minute(52);
      expect(await look(as('ada'))).toBe(0);
      now = minute(500);
      await tell(knex, [deployed('4')], now);
      now = minute(600);
      expect(await look(as('ada'))).toBe(1);
    });
  });

  eachDatabase('says so when the last look is not kept', async knex => {
    let now = minute(0);
    await tell(knex, [deployed('1')], now);
    const options = { now: () => now, config: { retentionMs: 60_000 * 60 } };
    await withReading(knex, options, async ({ as }) => {
      await look(as('ada'));
      await tell(knex, [deployed('2')], minute(1));
      await tell(knex, [deployed('3')], minute(100));
      now = minute(110);
      const { body } = await as('ada').get(`${pathOf(CART)}?since=last-look`);
      expect(body.changes).toMatchObject({
        since: { revision: 2, at: minute(50).toISOString() },
        cut: true,
        sections: [{ facts: [{ before: { value: '2' } }] }],
      });
    });
  });

  eachDatabase('is for users, and for what they may see', async knex => {
    await tell(knex, [deployed('1')]);
    const shows = (reader: string) => reader !== 'eve';
    await withReading(knex, { shows }, async ({ as, service }) => {
      const put = async (caller: Caller, sent: object) => {
        const { status, body } = await caller
          .put(`${pathOf(CART)}/look`)
          .send(sent);
        return `${status} ${body.error?.message}`;
      };
      const good = { revision: 1, settle: false };
      expect(await put(service, good)).toMatch(/^403/);
      expect(await put(as('eve'), good)).toMatch(/^404/);
      expect(await put(as('ada'), { ...good, revision: 2 })).toBe(
        '400 revision: there is no revision 2 yet; the newest is 1',
      );
      expect(await put(as('ada'), { revision: '1' })).toBe(
        '400 revision: expected the revision of an answer, a whole number; settle: expected true or false',
      );
      expect(await put(as('ada'), { ...good, user: 'bo' })).toMatch(/^400/);
      expect(await knex('looks')).toEqual([]);
    });
  });

  eachDatabase('is compared for each of many entities', async knex => {
    const other = 'component:default/other';
    await tell(knex, [deployed('1'), section({ entityRef: other })]);
    await withReading(knex, {}, async ({ as }) => {
      await look(as('ada'));
      await tell(knex, [deployed('2')]);
      const { body } = await as('ada')
        .post('/entities/by-refs')
        .send({ entityRefs: [CART, other], since: 'last-look' });
      expect(body.items).toHaveLength(1);
      expect(body.items[0].changes.sections).toHaveLength(1);
    });
  });
});
