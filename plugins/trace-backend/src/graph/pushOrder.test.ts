import { commitNode } from '../__testUtils__/nodes';
import { isToldByPushOrder } from './pushOrder';

const pushed = (after: string, defaultBranch: boolean) => ({
  [`push:${after}:branch`]: {
    branch: 'branch',
    defaultBranch,
    before: 'before',
    after,
    index: 0,
    previous: 'before',
    at: '2026-03-02T09:00:00.000Z',
  },
});

describe('whether the order of a push is all that tells what a commit leads to', () => {
  it.each([
    ['a clone told its parents', { parents: ['p'] }, false],
    ['it ended a push', pushed('tip', true), false],
    ['it came in the middle of a push', pushed('later', true), true],
    ['it came on a branch', pushed('tip', false), true],
    [
      'it came in the middle of a push and ended another',
      { ...pushed('later', true), ...pushed('tip', true) },
      false,
    ],
    [
      'it came in the middle of a push, and a clone told its parents',
      { ...pushed('later', true), parents: ['p'] },
      false,
    ],
  ])('%s', (_, state, is) => {
    expect(isToldByPushOrder(commitNode('tip', state).state)).toBe(is);
  });
});
