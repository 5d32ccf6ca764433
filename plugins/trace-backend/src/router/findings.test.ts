import { Fact, findingKey } from '@throughline/plugin-trace-common';
import { allowing, tell, withTrace } from '../__testUtils__/backend';
import { eachDatabase } from '../__testUtils__/databases';
import { REPOSITORY } from '../__testUtils__/scenario';
import { minute, SHOP } from '../__testUtils__/shop';
import { endOfDay } from '../findings/Exceptions';
import { enqueueExpired } from '../findings/enqueueExpired';
import { weeksOf } from '../findings/FindingReader';
import { finding, scan } from '../findings/__testUtils__/scans';

const LIST = '/entities/component/default/shop/findings';
const DAY = 24 * 3_600_000;
const dayIn = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const FACTS: Fact[] = [
  scan('m1', 2, ['a', 'b', 'c'], { defaultBranch: true }),
  finding('a', { severity: 'low' }),
  finding('b', { severity: 'critical' }),
  finding('c', { severity: 'high', title: 'Holes', restricted: true }),
];

const exceptions = (id: string) =>
  `/findings/${encodeURIComponent(findingKey(REPOSITORY, id))}/exceptions`;

describe('findings of an entity', () => {
  eachDatabase('are the worst first, page by page', async knex => {
    await withTrace(
      knex,
      {
        entities: [SHOP],
        deliveries: [FACTS],
        permissions: allowing(name => name !== 'trace.restricted.read'),
      },
      async as => {
        const first = await as('ada').get(`${LIST}?limit=2`);
        expect(first.body).toMatchObject({
          items: [
            { title: 'Finding b', severity: 'critical', state: 'open' },
            { title: 'Restricted', severity: 'high', restricted: 'hidden' },
          ],
          counts: { open: 3, excepted: 0, expired: 0, closed: 0 },
          mayExcept: true,
        });
        expect(JSON.stringify(first.body)).not.toContain('Holes');
        const { nextCursor } = first.body;
        const next = await as('ada').get(
          `${LIST}?limit=2&cursor=${nextCursor}`,
        );
        expect(next.body.items).toMatchObject([{ title: 'Finding a' }]);
        expect(next.body.nextCursor).toBeUndefined();
        const weeks = await as('ada').get(
          `${LIST}/weeks?from=${minute(0)}&to=${minute(60)}`,
        );
        expect(weeks.body.weeks).toEqual([
          { start: '2026-05-04', arrived: 3, closed: 0 },
        ]);
        expect((await as('ada').get(`${LIST}?state=bad`)).status).toBe(400);
      },
    );
  });

  eachDatabase(
    'can be accepted for a while, and not for longer',
    async knex => {
      await withTrace(
        knex,
        { entities: [SHOP], deliveries: [FACTS] },
        async as => {
          const accept = (body: object) =>
            as('ada').post(exceptions('b')).send(body);
          const until = dayIn(30);
          const accepted = await accept({ reason: 'Not reachable', until });
          expect(accepted.status).toBe(201);
          expect(accepted.body).toMatchObject({
            state: 'excepted',
            exception: {
              acceptedBy: 'user:default/ada',
              reason: 'Not reachable',
              until: `${until}T23:59:59.999Z`,
            },
          });
          for (const bad of [
            { reason: ' ', until },
            { reason: 'x', until: dayIn(-1) },
            { reason: 'x', until: dayIn(400) },
            { reason: 'x', until: '2027-02-30' },
            { reason: 'x' },
          ]) {
            expect((await accept(bad)).status).toBe(400);
          }
          const counts = async () => (await as('ada').get(LIST)).body.counts;
          expect(await counts()).toMatchObject({
            open: 2,
            excepted: 1,
            expired: 0,
          });
          // A rebuild from facts has it, too.
          for (const table of ['nodes', 'findings']) await knex(table).delete();
          await knex('work').insert({
            queue: 'subject',
            key: findingKey(REPOSITORY, 'b'),
            enqueued_at: 1,
          });
          await tell(knex, []);
          expect(await counts()).toMatchObject({ excepted: 1 });
          await knex('findings').update({
            excepted_until: '2026-01-01T00:00:00.000Z',
          });
          expect(await counts()).toMatchObject({ open: 1, expired: 1 });
          expect(await enqueueExpired(knex)).toBe(1);
        },
      );
    },
  );

  eachDatabase('need the permission to be accepted', async knex => {
    await withTrace(
      knex,
      {
        entities: [SHOP],
        deliveries: [FACTS],
        permissions: allowing(name => name !== 'trace.exception.create'),
      },
      async (as, anonymous) => {
        const body = { reason: 'x', until: dayIn(30) };
        const accept = (id: string) =>
          as('ada').post(exceptions(id)).send(body);
        expect((await accept('b')).status).toBe(403);
        expect((await accept('nothing')).status).toBe(404);
        const unknown = await anonymous.post(exceptions('b')).send(body);
        expect(unknown.status).toBe(401);
        expect((await as('ada').get(LIST)).body.mayExcept).toBe(false);
      },
    );
  });
});

describe('the day until which an exception is', () => {
  const now = Date.parse('2026-03-02T12:00:00.000Z');

  it('is over at its end', () => {
    expect(endOfDay('2026-03-02', now)).toBe('2026-03-02T23:59:59.999Z');
    expect(() => endOfDay('2026-03-01', now)).toThrow('a day to come');
    expect(() => endOfDay('2027-03-05', now)).toThrow('at most a year ahead');
    expect(() => endOfDay('soon', now)).toThrow('expected a day, e.g.');
  });
});

describe('the weeks of a period', () => {
  it('are all there, also those in which nothing happened', () => {
    expect(
      weeksOf(
        { from: '2026-03-04T00:00:00.000Z', to: '2026-03-17T00:00:00.000Z' },
        new Map([
          ['2026-03-05', 2],
          ['2026-03-16', 1],
        ]),
        new Map([['2026-03-16', 4]]),
      ),
    ).toEqual([
      { start: '2026-03-02', arrived: 2, closed: 0 },
      { start: '2026-03-09', arrived: 0, closed: 0 },
      { start: '2026-03-16', arrived: 1, closed: 4 },
    ]);
  });
});
