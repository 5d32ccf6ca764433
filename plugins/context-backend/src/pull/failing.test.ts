import { Knex } from 'knex';
import {
  bodies,
  drain,
  dueRefs,
  mark,
  prepare,
  pullerOf,
  ref,
  section,
  sourceOf,
  TestClock,
} from '../__testUtils__/pulling';
import { eachDatabase } from '../__testUtils__/databases';
import { readSourceStates } from '../service/sourceStates';

describe('a plugin that fails', () => {
  const states = async (knex: Knex, name: string) => {
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
    // The catalog has it, and has not been looked at since.
    expect((await states(knex, 'not-met')).sources).toMatchObject([
      { plugin: 'trace', state: 'waiting' },
    ]);

    works = false;
    clock.pass(60_000);
    await mark(knex, [ref('a')]);
    // To be asked again is not to be asked for the first time.
    expect((await states(knex, 'a')).sources[0].state).toBe('answering');
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

  eachDatabase('is asked all it missed once it answers again', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    await knex('due')
      .where({ entity_ref: ref('b') })
      .delete();
    const clock = new TestClock();
    let works = false;
    const source = sourceOf(refs => {
      if (!works) throw new Error('down');
      return refs.map(each => section(each));
    });
    const puller = pullerOf(knex, source, { clock: clock.now });
    for (let round = 0; round < 8; round += 1) {
      await drain(puller);
      clock.pass(600_000);
    }
    await drain(puller);
    works = true;
    // More than the plugin is left alone, less than the entity would wait.
    clock.pass(61_000);
    await drain(puller);
    expect(await bodies(knex)).toEqual({});
    await mark(knex, [ref('b')]);
    await drain(puller);
    expect(Object.keys(await bodies(knex))).toHaveLength(2);
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
