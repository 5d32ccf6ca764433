import { mondayOf, Weeks } from '..';

const monday = (text: string) => new Date(mondayOf(text)).toISOString();

describe('a week', () => {
  it('begins on Monday at midnight, UTC', () => {
    expect(monday('2026-03-02T00:00:00.000Z')).toBe('2026-03-02T00:00:00.000Z');
    expect(monday('2026-03-08T23:59:59.999Z')).toBe('2026-03-02T00:00:00.000Z');
    expect(monday('2026-03-01T23:59:59.999Z')).toBe('2026-02-23T00:00:00.000Z');
    // Where clocks were put forward, in Europe: the week is none shorter.
    expect(monday('2026-03-30T00:30:00.000Z')).toBe('2026-03-30T00:00:00.000Z');
    expect(monday('1969-12-31T00:00:00.000Z')).toBe('1969-12-29T00:00:00.000Z');
  });
});

describe('the weeks of a period', () => {
  const weeks = new Weeks({
    from: '2026-03-04T00:00:00.000Z',
    to: '2026-03-25T12:00:00.000Z',
  });

  it('are at least the 26 up to its end', () => {
    expect(weeks.starts).toHaveLength(26);
    expect(weeks.dateOf(25)).toBe('2026-03-23');
    expect(weeks.dateOf(0)).toBe('2025-09-29');
    expect(weeks.begin).toBe('2025-09-29T00:00:00.000Z');
  });

  it('are all of a longer one', () => {
    const { starts } = new Weeks({
      from: '2025-01-01T00:00:00.000Z',
      to: '2026-01-01T00:00:00.000Z',
    });
    expect(starts).toHaveLength(53);
  });

  it('do not begin one that the period ends with', () => {
    const { starts } = new Weeks({
      from: '2026-03-02T00:00:00.000Z',
      to: '2026-03-30T00:00:00.000Z',
    });
    expect(new Date(starts.at(-1)!).toISOString()).toBe(
      '2026-03-23T00:00:00.000Z',
    );
  });

  it('are partial where the period cuts them', () => {
    const partial = weeks.starts.map((_, index) => weeks.isPartial(index));
    // The week of the fourth of March, and the one that is not over.
    expect(partial.flatMap((is, index) => (is ? index : []))).toEqual([22, 25]);
    expect(weeks.lastFull(4)).toEqual([21, 22, 23, 24]);
  });

  it('count what is in them, and nothing after the end', () => {
    const indexes = [
      '2025-09-28T23:59:59.999Z',
      '2025-09-29T00:00:00.000Z',
      '2026-03-22T23:59:59.999Z',
      '2026-03-25T11:59:59.999Z',
      '2026-03-25T12:00:00.000Z',
    ].map(instant => weeks.indexOf(instant));
    expect(indexes).toEqual([-1, 0, 24, 25, -1]);
  });
});
