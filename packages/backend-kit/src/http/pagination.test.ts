import { z } from 'zod';
import { decodeCursor, encodeCursor, toPage } from './pagination';

const position = z.object({ at: z.string(), id: z.string() });

describe('cursors', () => {
  it('come back as they were', () => {
    const here = { at: '2026-01-02T03:04:05.000Z', id: 'change:ü/1' };
    expect(decodeCursor(encodeCursor(here), position)).toEqual(here);
    expect(decodeCursor(undefined, position)).toBeUndefined();
  });

  it.each([
    ['not base64 of JSON', 'xyz'],
    ['another shape', encodeCursor({ at: 1, id: 'a' })],
    ['nothing', ''],
  ])('are refused when they are %s', (_, cursor) => {
    expect(() => decodeCursor(cursor, position)).toThrow(
      'cursor: expected the nextCursor of an earlier answer',
    );
  });
});

describe('toPage', () => {
  it('has a cursor only when there is more', () => {
    expect(toPage([1, 2, 3], 2, row => row)).toEqual({
      rows: [1, 2],
      nextCursor: encodeCursor(2),
    });
    expect(toPage([1, 2], 2, row => row)).toEqual({
      rows: [1, 2],
      nextCursor: undefined,
    });
    expect(toPage([], 2, row => row)).toEqual({
      rows: [],
      nextCursor: undefined,
    });
  });
});
