import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { toInstant } from '@throughline/plugin-trace-common';
import { NormaliseError } from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { incidentData, sent, webhook } from './__testUtils__/webhooks';

const PAYLOAD = webhook(
  'incident.acknowledged',
  '2026-03-01T10:00:00Z',
  incidentData({ status: 'acknowledged' }),
);

type Path = string[];

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, child]) =>
      pathsIn(child, [...at, key]),
    ),
  ];
}

const PATHS = pathsIn(PAYLOAD).filter(path => path.length > 0);

/** A copy with another value at a path. */
function changed(path: Path, value: unknown): JsonObject {
  const copy = structuredClone(PAYLOAD) as JsonObject;
  let holder = copy as Record<string, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

/** `sound`, or what should not have come of a payload. */
async function verdictOn(payload: unknown): Promise<unknown> {
  try {
    const normalised = await sent(payload);
    if (normalised.outcome === 'ignored') return 'sound';
    const text = JSON.stringify(normalised);
    // What PostgreSQL refuses in JSON: a NUL, or half a character.
    if (/\\u0000|\\ud[89a-f]/i.test(text)) return text;
    return (
      normalised.facts.find(
        ({ at, rank, attributes }) =>
          toInstant(at) !== at ||
          !Number.isInteger(rank) ||
          Math.abs(rank!) > 2 ** 31 - 1 ||
          !isDeepStrictEqual(
            JSON.parse(JSON.stringify(attributes)),
            attributes,
          ),
      ) ?? 'sound'
    );
  } catch (error) {
    const plain =
      error instanceof InputError || error instanceof NormaliseError;
    return plain && error.message.length < 400 ? 'sound' : error;
  }
}

/** What breaks texts, times and numbers, if anything does. */
const NASTY = [
  'a\0b',
  'a\ud800',
  'x'.repeat(50_000),
  -1,
  1e400,
  {},
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'file:///etc/passwd',
];

describe('any value in any place', () => {
  it('is refused with a reason, or gives sound facts: what is known to be nasty', async () => {
    for (const path of PATHS) {
      for (const value of NASTY) {
        const verdict = await verdictOn(changed(path, value));
        expect([path, value, verdict]).toEqual([path, value, 'sound']);
      }
    }
  });

  it('is refused with a reason, or gives sound facts: whatever else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        fc.jsonValue(),
        async (path, value) => {
          expect(await verdictOn(changed(path, value))).toBe('sound');
        },
      ),
      { numRuns: 300 },
    );
  });
});
