import { z } from 'zod';
import { parse } from './parse';

const schema = z.strictObject({
  name: z.string(),
  size: z.object({ width: z.number() }),
});

describe('parse', () => {
  it('returns what fits', () => {
    const input = { name: 'a', size: { width: 1 } };
    expect(parse(schema, input)).toEqual(input);
  });

  it('names every field that does not', () => {
    expect(() => parse(schema, { size: { width: 'wide' }, x: 1 })).toThrow(
      'name: Invalid input: expected string, received undefined; size.width: Invalid input: expected number, received string; Unrecognized key: "x"',
    );
  });
});
