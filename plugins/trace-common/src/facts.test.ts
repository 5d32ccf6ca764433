import fc from 'fast-check';
import { JsonValue } from '@backstage/types';
import {
  canonicalJson,
  collection,
  Fact,
  mergeFacts,
  plainValues,
  Registers,
  toInstant,
} from './facts';

const AT = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z'];

/** Few names, times and values, so that facts meet and tie. */
const facts: fc.Arbitrary<Fact[]> = fc.array(
  fc.record({
    subject: fc.constant('change:github.com/acme/shop#1'),
    at: fc.constantFrom(...AT),
    rank: fc.option(fc.integer({ min: -1, max: 2 }), { nil: undefined }),
    attributes: fc.dictionary(
      fc.constantFrom('state', 'title', 'review:7', 'constructor', '__proto__'),
      fc.oneof(
        fc.constantFrom<JsonValue>('a', 'b', 1, true, null),
        fc.jsonValue() as fc.Arbitrary<JsonValue>,
      ),
    ),
  }),
  { maxLength: 12 },
);

/** Equal states give equal text. */
function text(registers: Registers): string {
  return canonicalJson(registers as unknown as JsonValue);
}

/** Says again what registers say, as facts. */
function restate(registers: Registers): Fact[] {
  return Object.entries(registers).map(([name, { at, rank, value }]) => ({
    subject: 'change:github.com/acme/shop#1',
    at,
    rank,
    attributes: Object.fromEntries([[name, value]]),
  }));
}

function fact(at: string, attributes: Fact['attributes'], rank?: number): Fact {
  return { subject: 's', at, attributes, rank };
}

describe('mergeFacts', () => {
  it('takes the later value of each register', () => {
    const merged = mergeFacts([
      fact(AT[1], { state: 'merged' }),
      fact(AT[0], { state: 'open', title: 'Retry' }),
    ]);
    expect(plainValues(merged)).toEqual({ state: 'merged', title: 'Retry' });
  });

  it('takes the higher rank within one instant, 0 when none is given', () => {
    const merged = mergeFacts([
      fact(AT[0], { a: 'ranked', b: 'unranked' }, 1),
      fact(AT[0], { a: 'unranked', b: 'z' }),
      fact(AT[0], { b: 'below' }, -1),
    ]);
    expect(plainValues(merged)).toEqual({ a: 'ranked', b: 'unranked' });
  });

  it('leaves alone what is undefined and clears what is null', () => {
    const merged = mergeFacts([
      fact(AT[0], { closedAt: AT[0], title: 'Retry' }),
      fact(AT[1], { closedAt: null, title: undefined }),
    ]);
    expect(merged.closedAt.value).toBeNull();
    expect(plainValues(merged)).toEqual({ title: 'Retry' });
  });

  it('takes registers by any name', () => {
    const attributes = JSON.parse('{"__proto__":1,"constructor":2}');
    const merged = mergeFacts([fact(AT[0], attributes)]);
    expect(Object.keys(merged).sort()).toEqual(['__proto__', 'constructor']);
  });

  it('gives the same state for any order', () => {
    fc.assert(
      fc.property(
        facts.chain(list =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        ([list, shuffled]) => {
          expect(text(mergeFacts(shuffled))).toBe(text(mergeFacts(list)));
        },
      ),
    );
  });

  it('gives the same state for any duplication', () => {
    fc.assert(
      fc.property(facts, facts, (list, more) => {
        const once = text(mergeFacts([...list, ...more]));
        expect(text(mergeFacts([...list, ...more, ...list]))).toBe(once);
      }),
    );
  });

  it('gives the same state however the facts are grouped', () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        const left = mergeFacts([...restate(mergeFacts([...a, ...b])), ...c]);
        const right = mergeFacts([...a, ...restate(mergeFacts([...b, ...c]))]);
        expect(text(left)).toBe(text(right));
        expect(text(left)).toBe(text(mergeFacts([...a, ...b, ...c])));
      }),
    );
  });
});

describe('collection', () => {
  it('gives the members by id, without cleared ones and other registers', () => {
    const merged = mergeFacts([
      fact(AT[0], { 'review:b': 2, 'review:a': 1, 'review:c': 3, reviews: 4 }),
      fact(AT[1], { 'review:c': null }),
    ]);
    expect(collection(merged, 'review')).toEqual([
      { id: 'a', value: 1 },
      { id: 'b', value: 2 },
    ]);
    expect(plainValues(merged)).toEqual({ reviews: 4 });
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(
      canonicalJson({ b: [{ d: 1, c: undefined, a: 'x' }], a: null }),
    ).toBe('{"a":null,"b":[{"a":"x","d":1}]}');
  });

  it('says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const json = JSON.stringify(value);
        const canonical = canonicalJson(value as JsonValue);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('is equal for equal values, whatever the order of their keys', () => {
    const reversed = (value: JsonValue | undefined): JsonValue => {
      if (Array.isArray(value)) return value.map(reversed);
      if (value && typeof value === 'object') {
        return Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, reversed(member)]),
        );
      }
      return value ?? null;
    };
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const json = value as JsonValue;
        expect(canonicalJson(reversed(json))).toBe(canonicalJson(json));
      }),
    );
  });
});

describe('toInstant', () => {
  it.each([
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    ['+012026-01-01T00:00:00Z', undefined],
    ['0000-01-01T00:00:00+01:00', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [Number.NaN, undefined],
  ])('reads %s as %s', (text_, instant) => {
    expect(toInstant(text_)).toBe(instant);
  });
});
