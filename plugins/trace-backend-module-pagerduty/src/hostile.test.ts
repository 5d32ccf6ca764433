import { InputError } from '@backstage/errors';
import { toInstant } from '@throughline/plugin-trace-common';
import { NormaliseError } from '@throughline/plugin-trace-node';
import { changed, isStorable, pathsIn } from '@throughline/test-kit/hostile';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { incidentData, sent, webhook } from './__testUtils__/webhooks';

const PAYLOAD = webhook(
  'incident.acknowledged',
  '2026-03-01T10:00:00Z',
  incidentData({ status: 'acknowledged' }),
);

const PATHS = pathsIn(PAYLOAD);

/** `sound`, or what should not have come of a payload. */
async function verdictOn(payload: unknown): Promise<unknown> {
  try {
    const normalised = await sent(payload);
    if (normalised.outcome === 'ignored') return 'sound';
    if (!isStorable(normalised)) return JSON.stringify(normalised);
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
        const verdict = await verdictOn(changed(PAYLOAD, path, value));
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
          expect(await verdictOn(changed(PAYLOAD, path, value))).toBe('sound');
        },
      ),
      { numRuns: 300 },
    );
  });
});
