import { bytesOf, costsOf } from './costs';
import { Run } from './measured';

function runOf(changes: number, checks: number, facts: number): Run {
  return {
    name: 'made up',
    developers: 1,
    empty: { facts: 1_000 },
    samples: [
      {
        events: { push: changes, check_run: checks },
        rawBytes: 0,
        storedBytes: 0,
        tables: { facts: 1_000 + facts },
      },
    ],
    acceptedPerSecond: [],
    visiblePerSecond: [],
  };
}

describe('costs', () => {
  it('tell what a change costs from what a check costs', () => {
    // 300 bytes a change, 50 a check.
    const runs = [runOf(10, 90, 7_500), runOf(60, 40, 20_000)];
    const { facts } = costsOf(runs);
    expect(facts.perChange).toBeCloseTo(300);
    expect(facts.perCheck).toBeCloseTo(50);
  });

  it('cannot be told from runs that are alike', () => {
    expect(() => costsOf([runOf(1, 9, 10), runOf(2, 18, 20)])).toThrow(
      'same share',
    );
  });

  it('are added up over deliveries', () => {
    const costs = { facts: { perChange: 300, perCheck: 50 } };
    expect(bytesOf(costs, { changes: 2, checks: 10 })).toEqual({
      facts: 1_100,
    });
  });
});
