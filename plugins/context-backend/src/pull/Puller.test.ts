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
import { readSourceStates } from '../service/sourceStates';

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
      () => section(ref('a'), { asOf, facts }),
      // The same, with its fields in another order.
      () =>
        Object.fromEntries(
          Object.entries(section(ref('a'), { asOf, facts })).reverse(),
        ),
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

describe('a replica', () => {
  eachDatabase('does not ask what another one asks', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const underWay = createDeferred();
    const release = createDeferred();
    const slow = pullerOf(
      knex,
      sourceOf(async refs => {
        underWay.resolve();
        await release;
        return refs.map(each => section(each));
      }),
    );
    const source = sourceOf(refs => refs.map(each => section(each)));
    const other = pullerOf(knex, source);
    const first = slow.pullOnce();
    await underWay;
    expect(await other.pullOnce()).toBe(0);
    expect(source.asked).toEqual([]);
    release.resolve();
    await first;
    await mark(knex, [ref('a')]);
    expect(await other.pullOnce()).toBe(1);
  });

  eachDatabase('that was silent too long writes nothing', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const clock = new TestClock();
    const underWay = createDeferred();
    const release = createDeferred();
    const silent = pullerOf(
      knex,
      sourceOf(async refs => {
        underWay.resolve();
        await release;
        return refs.map(each => section(each, { headline: 'old' }));
      }),
      { clock: clock.now },
    );
    const first = silent.pullOnce();
    await underWay;
    clock.pass(60_000);
    const other = pullerOf(
      knex,
      sourceOf(refs => refs.map(each => section(each, { headline: 'new' }))),
      { clock: clock.now },
    );
    expect(await other.pullOnce()).toBe(1);
    await mark(knex, [ref('a')]);
    release.resolve();
    await first;
    expect(await history(knex)).toEqual([`1 ${ref('a')} trace: new`]);
    expect(await dueRefs(knex)).toEqual([ref('a')]);
  });

  eachDatabase('that stops leaves everything as it was', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const underWay = createDeferred();
    const puller = pullerOf(
      knex,
      sourceOf(() => {
        underWay.resolve();
        return new Promise(() => {});
      }),
    );
    const pull = puller.pullOnce();
    await underWay;
    puller.stop();
    await pull;
    const [plugin] = await knex('plugins');
    expect(plugin).toMatchObject({ lease_owner: null, failing_since: null });
    expect(await knex('due')).toMatchObject([{ attempts: 0, problem: null }]);
    const next = sourceOf(refs => refs.map(each => section(each)));
    expect(await pullerOf(knex, next).pullOnce()).toBe(1);
  });
});

describe('a plugin that fails', () => {
  const states = async (knex: Parameters<typeof bodies>[0], name: string) => {
    const all = await readSourceStates(knex, [{ id: 'trace' }], [ref(name)]);
    return all.get(ref(name))!;
  };

  eachDatabase('keeps its last revisions, with the reason', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    const clock = new TestClock();
    let works = true;
    const source = sourceOf(refs => {
      if (!works) throw new Error('a secret of the network');
      return refs.map(each => section(each));
    });
    expect((await states(knex, 'a')).sources).toEqual([
      { plugin: 'trace', state: 'waiting' },
    ]);
    const puller = pullerOf(knex, source, { clock: clock.now });
    await drain(puller);
    const answeredAt = clock.date().toISOString();
    expect((await states(knex, 'a')).sources).toEqual([
      { plugin: 'trace', state: 'answering', answeredAt },
    ]);

    works = false;
    clock.pass(60_000);
    await mark(knex, [ref('a')]);
    await drain(puller);
    const message = 'The plugin "trace" could not be asked (Error)';
    const since = clock.date().toISOString();
    for (const name of ['a', 'b']) {
      expect(await states(knex, name)).toEqual({
        sources: [{ plugin: 'trace', state: 'failing', answeredAt, message }],
        stale: new Map([['trace', { since, reason: message }]]),
      });
    }
    expect(Object.keys(await bodies(knex))).toHaveLength(2);

    works = true;
    clock.pass(20_000);
    await drain(puller);
    expect(await states(knex, 'a')).toMatchObject({
      sources: [{ state: 'answering' }],
      stale: new Map(),
    });
    expect(await dueRefs(knex)).toEqual([]);
  });

  eachDatabase('about one entity answers about the others', async knex => {
    const refs = [...Array(120).keys()].map(ref);
    await prepare(knex, { refs });
    const clock = new TestClock();
    const source = sourceOf(asked => {
      if (asked.includes(ref(7))) throw new Error('fails');
      return asked.map(each => section(each));
    });
    const puller = pullerOf(knex, source, { clock: clock.now });
    let rounds = 0;
    while ((await dueRefs(knex)).length > 1) {
      rounds += 1;
      expect(rounds).toBeLessThan(60);
      await drain(puller);
      clock.pass(10_000);
    }
    expect(await dueRefs(knex)).toEqual([ref(7)]);
    expect(Object.keys(await bodies(knex))).toHaveLength(119);
    // Alone by now, it says nothing about the plugin any more.
    clock.pass(600_000);
    await drain(puller);
    expect((await states(knex, '7')).sources[0].state).toBe('failing');
    expect((await states(knex, '8')).sources[0].state).toBe('answering');
    expect(source.asked.at(-1)).toEqual([ref(7)]);
  });

  eachDatabase('is left alone ever longer', async knex => {
    const refs = [...Array(1_000).keys()].map(ref);
    await prepare(knex, { refs });
    const clock = new TestClock();
    const source = sourceOf(() => {
      throw new Error('down');
    });
    const puller = pullerOf(knex, source, { clock: clock.now });
    for (let second = 0; second < 600; second += 1) {
      await drain(puller);
      clock.pass(1_000);
    }
    // 1 + 2 + 4 … + 32 seconds, and then once a minute.
    expect(source.asked.length).toBeLessThan(20);
    expect(source.asked.length).toBeGreaterThan(10);
  });
});
