import { ContextAttention, ContextStatus } from './section';
import { byUrgency, worstStatus } from './urgency';

const item = (
  title: string,
  status: ContextAttention['status'],
  since?: string,
): ContextAttention => ({ id: title, title, status, since });

describe('attention', () => {
  it('is blocked first, then oldest, then by title', () => {
    const sorted = [
      item('a', 'attention'),
      item('b', 'attention', '2026-01-02T00:00:00Z'),
      // Earlier than the one above, in another zone.
      item('c', 'attention', '2026-01-02T01:00:00+02:00'),
      item('e', 'blocked', 'not a time'),
      item('d', 'blocked'),
      item('f', 'blocked', '2026-01-01T00:00:00Z'),
    ].sort(byUrgency);
    expect(sorted.map(({ title }) => title)).toEqual([
      'f',
      'd',
      'e',
      'c',
      'b',
      'a',
    ]);
  });
});

describe('the worst status', () => {
  it.each<[ContextStatus[], ContextStatus]>([
    [[], 'unknown'],
    [['ok'], 'ok'],
    [['ok', 'unknown'], 'unknown'],
    [['unknown', 'attention', 'ok'], 'attention'],
    [['attention', 'blocked'], 'blocked'],
  ])('of %j is %s', (statuses, worst) => {
    expect(worstStatus(statuses)).toBe(worst);
  });
});
