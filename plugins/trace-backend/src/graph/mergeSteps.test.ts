import fc from 'fast-check';
import { step } from '../__testUtils__/nodes';
import { RolloutStep } from './environments';
import { mergeSteps, stepsInEntity, stepsSince } from './mergeSteps';

const words = (steps: RolloutStep[]) =>
  steps.map(({ rollout, direction }) => `${direction} by ${rollout.version}`);

/** What is there as any of some commits, given what was done to each. */
const mergeAny = (steps: RolloutStep[][]) =>
  mergeSteps(
    [[steps.map((_, index) => String(index))]],
    index => steps[Number(index)],
  );

describe('a change that is there under several hashes', () => {
  const copy = [step('1.1', '10:00', 'added'), step('2.0', '11:00', 'removed')];
  const original = [step('2.0', '11:00', 'added')];

  it('comes with the first and stays when another takes its place', () => {
    expect(words(mergeAny([original, copy]))).toEqual(['added by 1.1']);
  });

  it('is gone with the last', () => {
    const gone = step('1.0', '12:00', 'removed');
    expect(words(mergeAny([[...original, gone], copy]))).toEqual([
      'added by 1.1',
      'removed by 1.0',
    ]);
  });

  it('is in each environment for itself', () => {
    const staging = [
      step('s', '09:00', 'added', 'forward', { environment: 'staging' }),
    ];
    expect(words(mergeAny([staging, copy]))).toEqual([
      'added by s',
      'added by 1.1',
      'removed by 2.0',
    ]);
  });

  it('is as it was told where there is one hash', () => {
    expect(mergeAny([copy, []])).toBe(copy);
    expect(mergeAny([])).toEqual([]);
  });

  it('does not depend on the order of steps or hashes', () => {
    const all = [original, copy, [step('1.2', '10:30', 'added')]];
    const expected = mergeAny(all);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.boolean(),
        (order, backwards) => {
          const told = order.map(own => (backwards ? [...own].reverse() : own));
          expect(mergeAny(told)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a change that is made of several commits', () => {
  const steps: Record<string, RolloutStep[]> = {
    tip: [step('2.0', '12:00', 'added')],
    a: [step('1.1', '10:00', 'added'), step('2.0', '12:00', 'removed')],
    b: [step('1.2', '11:00', 'added'), step('1.3', '11:30', 'removed')],
    b2: [step('1.4', '11:40', 'added')],
  };
  const merged = (parts: string[][]) =>
    words(mergeSteps([[['tip']], parts], sha => steps[sha]));

  it('is there with the last of its parts, and gone with the first', () => {
    expect(merged([['a'], ['b', 'b2']])).toEqual([
      'added by 1.2',
      'removed by 1.3',
      'added by 1.4',
    ]);
  });

  it('is not there as a part of it', () => {
    steps.none = [];
    expect(merged([['a'], ['none']])).toEqual(['added by 2.0']);
  });
});

describe('stepsSince', () => {
  const at = (steps: RolloutStep[], time: string) =>
    stepsSince(steps, () => step('x', time, 'added').rollout).map(
      ({ rollout, direction }) =>
        `${direction} by ${rollout.version} at ${rollout.at.slice(11, 16)}`,
    );
  const steps = [
    step('1.0', '09:00', 'added'),
    step('0.9', '10:00', 'removed'),
    step('1.1', '11:00', 'added'),
    step('2.0', '13:00', 'removed'),
  ];

  it('has had what was there before from then on', () => {
    expect(at(steps, '12:00')).toEqual([
      'added by 1.1 at 12:00',
      'removed by 2.0 at 13:00',
    ]);
  });

  it('knows nothing of what was gone again by then', () => {
    expect(at(steps, '10:30')).toEqual([
      'added by 1.1 at 11:00',
      'removed by 2.0 at 13:00',
    ]);
    expect(at(steps, '08:00')).toHaveLength(4);
  });
});

describe('a change beside the default branch', () => {
  const original = [step('2.0', '09:00', 'added')];
  const { entityRef, repository } = original[0].rollout;
  const steps = (own: RolloutStep[]) =>
    words(
      stepsInEntity(
        [[['own', 'original']]],
        new Map([
          ['own', own],
          ['original', [...original, step('1.1', '10:00', 'removed')]],
        ]),
        {
          entityRef,
          repository,
          landedAt: step('x', '08:00', 'added').rollout.at,
          beside: 'own',
        },
      ),
    );

  it('is not brought by a copy of it', () => {
    expect(steps([])).toEqual([]);
  });

  it('comes with its own commit, and stays as any copy', () => {
    const own = [step('1.1', '10:00', 'added')];
    expect(steps(own)).toEqual(['added by 1.1']);
    expect(steps([...own, step('1.0', '11:00', 'removed')])).toEqual([
      'added by 1.1',
      'removed by 1.0',
    ]);
  });
});
