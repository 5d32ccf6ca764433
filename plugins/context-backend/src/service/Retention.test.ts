import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
import {
  bodies,
  drain,
  history,
  mark,
  prepare,
  pullerOf,
  ref,
  section,
  sourceOf,
  TestClock,
} from '../__testUtils__/pulling';
import { Retention } from './Retention';

const DAY = 86_400_000;

const retentionOf = (knex: Knex, pluginIds = ['trace']) =>
  new Retention({
    knex,
    pluginIds,
    retentionMs: 10 * DAY,
    lookRetentionMs: 10 * DAY,
    logger: mockServices.logger.mock(),
  });

/** Gives an entity one revision a day; empty: it says nothing. */
async function tell(
  knex: Knex,
  clock: TestClock,
  days: Record<string, string[]>,
): Promise<void> {
  const refs = Object.keys(days).map(ref);
  await prepare(knex, { refs });
  const length = Math.max(...Object.values(days).map(said => said.length));
  for (let day = 0; day < length; day += 1) {
    const source = sourceOf(asked =>
      asked.flatMap(each => {
        const said = days[each.split('/')[1]].at(day);
        return said ? [section(each, { headline: said })] : [];
      }),
    );
    await mark(knex, refs);
    await drain(pullerOf(knex, source, { clock: clock.now }));
    clock.pass(DAY);
  }
}

describe('Retention', () => {
  eachDatabase(
    'keeps what tells how things were at the horizon',
    async knex => {
      const clock = new TestClock();
      await tell(knex, clock, {
        busy: ['1', '2', '3', '4', '5'],
        quiet: ['one', 'one', 'one', 'one', 'one'],
        ended: ['x', '', '', '', ''],
        back: ['y', '', 'z', 'z', 'z'],
      });
      // 15 days after the beginning: the horizon is the end of day 5.
      clock.pass(8 * DAY - 3_600_000);
      const retention = retentionOf(knex);
      expect(await retention.expireRevisions(clock.date())).toBe(6);
      const left = (await history(knex)).map(line => line.replace(/^\d+ /, ''));
      expect(left.sort()).toEqual([
        `${ref('back')} trace: z`,
        `${ref('busy')} trace: 3`,
        `${ref('busy')} trace: 4`,
        `${ref('busy')} trace: 5`,
        `${ref('quiet')} trace: one`,
      ]);
      expect(await retention.expireRevisions(clock.date())).toBe(0);
      // What had ended leaves no trace; what is there stays there.
      expect(await knex('sections').where('entity_ref', ref('ended'))).toEqual(
        [],
      );
      expect(Object.keys(await bodies(knex))).toHaveLength(3);
    },
  );

  eachDatabase(
    'keeps an end that readers may still look back to',
    async knex => {
      const clock = new TestClock();
      await tell(knex, clock, { ended: ['x', ''] });
      expect(await retentionOf(knex).expireRevisions(clock.date())).toBe(0);
      expect(await history(knex)).toHaveLength(2);
      expect(await knex('sections')).toHaveLength(1);
    },
  );

  eachDatabase('goes through more than one batch', async knex => {
    const clock = new TestClock();
    const rows = [...Array(1_300).keys()].map(n => ({
      revision: n + 1,
      entity_ref: ref(n % 2),
      section_id: 'trace',
      plugin_id: 'trace',
      body: '{}',
      recorded_at: clock.date(),
    }));
    await knex.batchInsert('revisions', rows, 100);
    clock.pass(11 * DAY);
    expect(await retentionOf(knex).expireRevisions(clock.date())).toBe(1_298);
    expect(
      await knex('revisions')
        .pluck('revision')
        .then(all => all.map(Number)),
    ).toEqual([1_299, 1_300]);
  });

  eachDatabase('forgets looks', async knex => {
    const clock = new TestClock();
    const look = (entity_ref: string, seen_at: Date) => ({
      user_ref: 'user:default/ada',
      entity_ref,
      baseline_revision: 1,
      seen_revision: 1,
      seen_at,
    });
    await knex('looks').insert(look('old', clock.date()));
    clock.pass(11 * DAY);
    await knex('looks').insert(look('new', clock.date()));
    expect(await retentionOf(knex).expireLooks(clock.date())).toBe(1);
    expect(await knex('looks').pluck('entity_ref')).toEqual(['new']);
  });

  eachDatabase('ends what plugins said that take part no more', async knex => {
    const clock = new TestClock();
    await prepare(knex, { pluginIds: ['trace', 'rota'], refs: [ref('a')] });
    const pull = (id: string) =>
      drain(
        pullerOf(
          knex,
          sourceOf(([each]) => [section(each, { sectionId: id })], id),
        ),
      );
    await pull('trace');
    await pull('rota');
    await mark(knex, [ref('a')], clock.date(), 'rota');
    await retentionOf(knex).endFormerPlugins(clock.date());
    expect(Object.keys(await bodies(knex))).toEqual([`${ref('a')} trace`]);
    expect((await history(knex)).at(-1)).toBe(`3 ${ref('a')} rota: gone`);
    expect(await knex('due')).toEqual([]);
    expect(await knex('plugins').pluck('plugin_id')).toEqual(['trace']);
  });
});
