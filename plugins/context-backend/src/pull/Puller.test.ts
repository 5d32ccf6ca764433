import { createDeferred } from '@backstage/types';
import {
  bodies,
  drain,
  dueRefs,
  history,
  mark,
  prepare,
  pullerOf,
  ref,
  section,
  sourceOf,
  TestClock,
} from '../__testUtils__/pulling';
import { eachDatabase } from '../__testUtils__/databases';
import { lockHead } from '../database/operations/head';
import { deleteEntities } from '../database/operations/entities';

describe('what a plugin answers', () => {
  eachDatabase('is kept, and every change of it', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    let headline = 'One';
    const clock = new TestClock();
    const source = sourceOf(refs =>
      refs.map(each => section(each, { headline: `${headline} of ${each}` })),
    );
    const onRevisions = jest.fn();
    const puller = pullerOf(knex, source, { clock: clock.now, onRevisions });
    await drain(puller);
    expect(await dueRefs(knex)).toEqual([]);
    expect(onRevisions).toHaveBeenLastCalledWith([
      { entityRef: ref('a'), sectionId: 'trace', revision: 1 },
      { entityRef: ref('b'), sectionId: 'trace', revision: 2 },
    ]);

    headline = 'Two';
    clock.pass(60_000);
    await mark(knex, [ref('b')]);
    await drain(puller);
    expect(onRevisions).toHaveBeenLastCalledWith([
      { entityRef: ref('b'), sectionId: 'trace', revision: 3 },
    ]);
    expect(source.asked).toEqual([[ref('a'), ref('b')], [ref('b')]]);
    expect(await bodies(knex)).toMatchObject({
      [`${ref('a')} trace`]: { headline: `One of ${ref('a')}` },
      [`${ref('b')} trace`]: { headline: `Two of ${ref('b')}` },
    });
    expect(await history(knex)).toEqual([
      `1 ${ref('a')} trace: One of ${ref('a')}`,
      `2 ${ref('b')} trace: One of ${ref('b')}`,
      `3 ${ref('b')} trace: Two of ${ref('b')}`,
    ]);
  });

  eachDatabase('is no revision when it says the same', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const clock = new TestClock();
    let asOf = '2026-11-01T08:00:00.000Z';
    const facts = [{ id: 'x', label: 'X', value: '1' }];
    const answers = [
      () =>
        section(ref('a'), { asOf, facts, data: { x: 1, y: [{ p: 1, q: 2 }] } }),
      // The same, with its fields in another order.
      () =>
        section(ref('a'), { asOf, facts, data: { y: [{ q: 2, p: 1 }], x: 1 } }),
    ];
    let turn = 0;
    const puller = pullerOf(
      knex,
      sourceOf(() => [answers[turn]()]),
      { clock: clock.now },
    );
    await drain(puller);
    asOf = '2026-11-01T09:00:00.000Z';
    turn = 1;
    clock.pass(3_600_000);
    await mark(knex, [ref('a')]);
    await drain(puller);
    expect(await history(knex)).toHaveLength(1);
    const [row] = await knex('sections');
    expect(new Date(row.as_of).toISOString()).toBe(asOf);
    expect(new Date(row.pulled_at)).toEqual(clock.date());
    expect(new Date(row.changed_at).getTime()).toBe(clock.now() - 3_600_000);
  });

  eachDatabase('goes away when it is answered no more', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    let items = [
      section(ref('a')),
      section(ref('a'), { sectionId: 'trace.x' }),
    ];
    const puller = pullerOf(
      knex,
      sourceOf(() => items),
    );
    await drain(puller);
    items = [section(ref('a'))];
    await mark(knex, [ref('a'), ref('b')]);
    await drain(puller);
    await mark(knex, [ref('a'), ref('b')]);
    await drain(puller);
    expect(Object.keys(await bodies(knex))).toEqual([`${ref('a')} trace`]);
    expect((await history(knex)).slice(2)).toEqual([
      `3 ${ref('a')} trace.x: gone`,
    ]);

    items = [section(ref('a')), section(ref('a'), { sectionId: 'trace.x' })];
    await mark(knex, [ref('a')]);
    await drain(puller);
    expect(Object.keys(await bodies(knex))).toHaveLength(2);
    expect(await history(knex)).toHaveLength(4);
  });

  eachDatabase('is asked for again when it expires', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    const clock = new TestClock();
    const source = sourceOf(refs =>
      refs.map(each =>
        section(each, {
          validUntil:
            each === ref('a')
              ? new Date(clock.now() + 60_000).toISOString()
              : undefined,
        }),
      ),
    );
    const puller = pullerOf(knex, source, { clock: clock.now });
    await drain(puller);
    clock.pass(59_000);
    await drain(puller);
    expect(source.asked).toHaveLength(1);
    clock.pass(2_000);
    await drain(puller);
    expect(source.asked).toEqual([[ref('a'), ref('b')], [ref('a')]]);
    expect(await history(knex)).toHaveLength(2);
  });

  eachDatabase('is not asked for without a pause', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const clock = new TestClock();
    const source = sourceOf(([each]) => [
      section(each, {
        asOf: '2099-01-01T00:00:00Z',
        validUntil: '2001-01-01T00:00:00Z',
      }),
    ]);
    await drain(pullerOf(knex, source, { clock: clock.now }));
    expect(source.asked).toHaveLength(1);
    const [row] = await knex('sections');
    expect(new Date(row.as_of)).toEqual(clock.date());
  });
});

describe('a signal', () => {
  eachDatabase(
    'that comes while the plugin is asked is not lost',
    async knex => {
      await prepare(knex, { refs: [ref('a'), ref('b')] });
      const underWay = createDeferred();
      const release = createDeferred();
      let truth = 'before';
      const source = sourceOf(async refs => {
        const items = refs.map(each => section(each, { headline: truth }));
        if (source.asked.length === 1) {
          underWay.resolve();
          await release;
        }
        return items;
      });
      const puller = pullerOf(knex, source);
      const first = puller.pullOnce();
      await underWay;
      truth = 'after';
      await mark(knex, [ref('b')]);
      release.resolve();
      await first;
      expect(await dueRefs(knex)).toEqual([ref('b')]);
      await drain(puller);
      expect(await bodies(knex)).toMatchObject({
        [`${ref('a')} trace`]: { headline: 'before' },
        [`${ref('b')} trace`]: { headline: 'after' },
      });
    },
  );
});

describe('an entity that went while it was asked about', () => {
  eachDatabase('does not come back', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    const source = sourceOf(async refs => {
      await knex.transaction(async tx => {
        await lockHead(tx);
        await deleteEntities(tx, [ref('a')]);
      });
      return refs.map(each => section(each));
    });
    await drain(pullerOf(knex, source));
    expect(Object.keys(await bodies(knex))).toEqual([`${ref('b')} trace`]);
    expect(await dueRefs(knex)).toEqual([]);
  });
});
