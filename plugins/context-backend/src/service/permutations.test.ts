import fc from 'fast-check';
import { Knex } from 'knex';
import { eachDatabase } from '../__testUtils__/databases';
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
import { Sweep } from './Sweep';

const REFS = [0, 1, 2, 3, 4].map(ref);
const TABLES = ['sections', 'revisions', 'due', 'entities', 'plugins'];

/** What happens to a plugin and to what it tells. */
type Step =
  | { do: 'change'; entity: number; value: number; signals: number }
  | { do: 'signal'; entity: number }
  | { do: 'pull'; meanwhile: Step[] }
  | { do: 'fail'; how: 'throw' | 'garbage' }
  | { do: 'pass'; seconds: number };

const entity = fc.nat({ max: REFS.length - 1 });
const change = fc.record({
  do: fc.constant('change' as const),
  entity,
  // 0 is: nothing to say.
  value: fc.nat({ max: 3 }),
  // None is a lost signal, two are one that came twice.
  signals: fc.nat({ max: 2 }),
});
const signal = fc.record({ do: fc.constant('signal' as const), entity });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: change },
    // Late, early, or about nothing at all.
    { weight: 2, arbitrary: signal },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('pull' as const),
        meanwhile: fc.array(fc.oneof(change, signal), { maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('fail' as const),
        how: fc.constantFrom('throw' as const, 'garbage' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        seconds: fc.nat({ max: 90 }),
      }),
    },
  ),
  { maxLength: 25 },
);

async function begin(knex: Knex): Promise<void> {
  for (const table of TABLES) await knex(table).delete();
  await prepare(knex, { refs: REFS });
}

async function settle(
  knex: Knex,
  puller: ReturnType<typeof pullerOf>,
  clock: TestClock,
) {
  await new Sweep({ knex, pluginIds: ['trace'], wake() {} }).sweepOnce();
  // Entities wait after failures; nobody waits longer than ten minutes.
  for (let round = 0; (await dueRefs(knex)).length > 0; round += 1) {
    expect(round).toBeLessThan(200);
    clock.pass(60_000);
    await drain(puller);
  }
}

/** Lives through the steps, and then one sweep. */
async function live(knex: Knex, story: Step[]): Promise<Map<string, number>> {
  await begin(knex);
  const clock = new TestClock();
  clock.pass(Date.now() - clock.now());
  const truth = new Map(REFS.map(each => [each, 1]));
  let failing: 'throw' | 'garbage' | undefined;
  let meanwhile: Step[] = [];

  const take = async (step: Step): Promise<void> => {
    if (step.do === 'change') {
      truth.set(REFS[step.entity], step.value);
      for (let n = 0; n < step.signals; n += 1) {
        await mark(knex, [REFS[step.entity]], clock.date());
      }
    } else if (step.do === 'signal') {
      await mark(knex, [REFS[step.entity]], clock.date());
    }
  };
  const source = sourceOf(async refs => {
    const items: unknown[] = refs.flatMap(each => {
      const value = truth.get(each)!;
      const said = section(each, { headline: `It is ${value}` });
      return value === 0 ? [] : [said];
    });
    // Read before, answered after: what happens between is not in it.
    for (const step of meanwhile.splice(0)) await take(step);
    const how = failing;
    failing = undefined;
    if (how === 'throw') throw new Error('down');
    if (how === 'garbage') items[0] = { ...(items[0] as object), facts: 1 };
    return items;
  });
  const puller = pullerOf(knex, source, { clock: clock.now });
  for (const step of story) {
    await take(step);
    if (step.do === 'fail') failing = step.how;
    if (step.do === 'pass') clock.pass(step.seconds * 1_000);
    if (step.do === 'pull') {
      meanwhile = [...step.meanwhile];
      await puller.pullOnce();
    }
  }
  meanwhile = [];
  failing = undefined;
  await settle(knex, puller, clock);
  return truth;
}

/** What a context that never saw any of it would pull. */
async function fresh(knex: Knex, truth: Map<string, number>) {
  await begin(knex);
  const source = sourceOf(refs =>
    refs.flatMap(each => {
      const value = truth.get(each)!;
      return value === 0 ? [] : [section(each, { headline: `It is ${value}` })];
    }),
  );
  await drain(pullerOf(knex, source));
  return bodies(knex);
}

describe('signals lost, doubled, late and in any order', () => {
  eachDatabase(
    'after one sweep it is as if freshly pulled',
    async (knex, id) => {
      await fc.assert(
        fc.asyncProperty(steps, async story => {
          const truth = await live(knex, story);
          const after = await bodies(knex);
          expect(after).toEqual(await fresh(knex, truth));
        }),
        { numRuns: id === 'SQLITE_3' ? 80 : 25 },
      );
    },
  );
});
