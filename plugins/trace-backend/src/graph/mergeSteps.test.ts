import fc from 'fast-check';
import { step } from '../__testUtils__/nodes';
import { RolloutStep } from './environments';
import { mergeSteps } from './mergeSteps';

const words = (steps: RolloutStep[]) =>
  steps.map(({ rollout, direction }) => `${direction} by ${rollout.version}`);

describe('a change that is there under several hashes', () => {
  const copy = [step('1.1', '10:00', 'added'), step('2.0', '11:00', 'removed')];
  const original = [step('2.0', '11:00', 'added')];

  it('comes with the first and stays when another takes its place', () => {
    expect(words(mergeSteps([original, copy]))).toEqual(['added by 1.1']);
  });

  it('is gone with the last', () => {
    const gone = step('1.0', '12:00', 'removed');
    expect(words(mergeSteps([[...original, gone], copy]))).toEqual([
      'added by 1.1',
      'removed by 1.0',
    ]);
  });

  it('is in each environment for itself', () => {
    const staging = [
      step('s', '09:00', 'added', 'forward', { environment: 'staging' }),
    ];
    expect(words(mergeSteps([staging, copy]))).toEqual([
      'added by s',
      'added by 1.1',
      'removed by 2.0',
    ]);
  });

  it('is as it was told where there is one hash', () => {
    expect(mergeSteps([copy, []])).toBe(copy);
    expect(mergeSteps([])).toEqual([]);
  });

  it('does not depend on the order of steps or hashes', () => {
    const all = [original, copy, [step('1.2', '10:30', 'added')]];
    const expected = mergeSteps(all);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.boolean(),
        (order, backwards) => {
          const told = order.map(own => (backwards ? [...own].reverse() : own));
          expect(mergeSteps(told)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});
