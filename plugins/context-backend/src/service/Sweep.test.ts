import { createDeferred } from '@backstage/types';
import { eachDatabase } from '../__testUtils__/databases';
import {
  bodies,
  drain,
  dueRefs,
  prepare,
  pullerOf,
  ref,
  section,
  sourceOf,
  TestClock,
} from '../__testUtils__/pulling';
import { Sweep } from './Sweep';

describe('Sweep', () => {
  eachDatabase('has every plugin asked about everything', async knex => {
    await prepare(knex, { pluginIds: ['trace', 'rota'], refs: [ref('a')] });
    await knex('due').delete();
    const wake = jest.fn();
    const sweep = new Sweep({ knex, pluginIds: ['rota', 'trace'], wake });
    await sweep.sweepOnce();
    expect(wake).toHaveBeenCalledTimes(1);
    expect(
      await knex('due').orderBy('plugin_id').select('plugin_id', 'entity_ref'),
    ).toEqual([
      { plugin_id: 'rota', entity_ref: ref('a') },
      { plugin_id: 'trace', entity_ref: ref('a') },
    ]);
  });

  eachDatabase('is not settled by an answer under way', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const underWay = createDeferred();
    const release = createDeferred();
    let truth = 'before';
    const source = sourceOf(async ([each]) => {
      const items = [section(each, { headline: truth })];
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
    await new Sweep({ knex, pluginIds: ['trace'], wake() {} }).sweepOnce();
    release.resolve();
    await first;
    await drain(puller);
    expect(await bodies(knex)).toMatchObject({
      [`${ref('a')} trace`]: { headline: 'after' },
    });
  });

  eachDatabase('leaves what failed its patience', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    const clock = new TestClock();
    clock.pass(Date.now() - clock.now());
    const source = sourceOf(() => {
      throw new Error('down');
    });
    await pullerOf(knex, source, { clock: clock.now }).pullOnce();
    const [before] = await knex('due');
    await new Sweep({ knex, pluginIds: ['trace'], wake() {} }).sweepOnce();
    const [after] = await knex('due');
    expect(after).toEqual({ ...before, marks: after.marks });
    expect(Number(after.marks)).toBe(2);
  });

  eachDatabase('has new plugins asked about everything at once', async knex => {
    await prepare(knex, { refs: [ref('a')] });
    await knex('due').delete();
    const pluginIds = ['trace', 'rota'];
    const sweep = new Sweep({ knex, pluginIds, wake() {} });
    await sweep.registerPlugins();
    await sweep.registerPlugins();
    const due = await knex('due');
    expect(due).toMatchObject([{ plugin_id: 'rota', entity_ref: ref('a') }]);
    expect(Boolean(due[0].never_asked)).toBe(true);
    expect(await dueRefs(knex)).toEqual([ref('a')]);
  });
});
