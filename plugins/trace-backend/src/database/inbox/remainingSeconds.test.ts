import { remainingSeconds } from './remainingSeconds';

const since = new Date('2030-01-01T00:00:00Z');
const at = new Date('2030-01-01T00:01:00Z');

describe('remainingSeconds', () => {
  it.each([
    ['half is read', { done: 50, total: 100, doneThen: 0 }, 60],
    [
      'it went on from a checkpoint',
      { done: 80, total: 100, doneThen: 70 },
      120,
    ],
    ['all is read', { done: 100, total: 100, doneThen: 0 }, 0],
    [
      'more is read than was counted',
      { done: 120, total: 100, doneThen: 0 },
      0,
    ],
    [
      'nothing was read since',
      { done: 70, total: 100, doneThen: 70 },
      undefined,
    ],
  ])('when %s', (_, run, expected) => {
    expect(remainingSeconds({ ...run, at, since })).toBe(expected);
  });

  it('is not known before the first write', () => {
    const run = { done: 0, total: 100, doneThen: 0 };
    expect(remainingSeconds(run)).toBeUndefined();
    expect(remainingSeconds({ ...run, at })).toBeUndefined();
  });
});
