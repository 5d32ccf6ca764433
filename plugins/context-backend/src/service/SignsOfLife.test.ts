import { eachDatabase } from '../__testUtils__/databases';
import {
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
import { readSourceStates } from './sourceStates';
import { Due } from './Due';
import { SignsOfLife } from './SignsOfLife';

describe('SignsOfLife', () => {
  eachDatabase('find out that a plugin died', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    const clock = new TestClock();
    let alive = true;
    const source = sourceOf(refs => {
      if (!alive) throw new Error('Nobody there');
      return refs.map(each => section(each));
    });
    const puller = pullerOf(knex, source, { clock: clock.now });
    const wake = jest.fn();
    const signs = new SignsOfLife({
      knex,
      pluginIds: ['trace'],
      due: new Due({ knex, wake }),
    });
    const askAfter = async (ms: number) => {
      clock.pass(ms);
      await signs.askOnce(clock.date());
      return dueRefs(knex);
    };
    await drain(puller);
    expect(await askAfter(29_000)).toEqual([]);
    expect(await askAfter(2_000)).toEqual([ref('a')]);
    expect(wake).toHaveBeenCalledWith('trace');

    // Asked once, and then quiet for a while again.
    await knex('due').update({ due_at: clock.date() });
    await drain(puller);
    expect(source.asked).toEqual([[ref('a'), ref('b')], [ref('a')]]);
    expect(await askAfter(29_000)).toEqual([]);

    alive = false;
    expect(await askAfter(2_000)).toEqual([ref('a')]);
    await knex('due').update({ due_at: clock.date() });
    await drain(puller);
    const states = await readSourceStates(
      knex,
      [{ id: 'trace' }],
      [ref('a'), ref('b')],
    );
    // What is wrong with one is wrong with all of it.
    for (const { sources } of states.values()) {
      expect(sources).toMatchObject([{ plugin: 'trace', state: 'failing' }]);
    }
  });

  eachDatabase('leave alone what is to be asked anyhow', async knex => {
    await prepare(knex, { refs: [ref('a'), ref('b')] });
    const clock = new TestClock();
    const puller = pullerOf(
      knex,
      sourceOf(refs => refs.map(each => section(each))),
      { clock: clock.now },
    );
    await drain(puller);
    clock.pass(3_600_000);
    const due = new Due({ knex, wake() {} });
    const ask = async () => {
      await new SignsOfLife({ knex, pluginIds: ['trace'], due }).askOnce(
        clock.date(),
      );
      return dueRefs(knex);
    };
    await mark(knex, [ref('b')]);
    expect(await ask()).toEqual([ref('b')]);
    await knex('due').delete();
    await knex('plugins').update({ failing_since: clock.date() });
    expect(await ask()).toEqual([]);
    await knex('plugins').update({ failing_since: null });
    expect(await ask()).toEqual([ref('a')]);
  });
});
