import { InputError } from '@backstage/errors';
import { toInstant } from '@throughline/plugin-trace-common';
import { changed, isStorable, pathsIn } from '@throughline/test-kit/hostile';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { event, Event, requestOf, sent } from './__testUtils__/events';
import { EVENT_TYPES } from './schema/contents';
import { Schema } from './schema/parts';

/** Something that a schema takes, with all that it may hold. */
function exampleOf({
  type,
  properties,
  enum: values,
  format,
  items,
}: Schema): unknown {
  if (values) return values[0];
  if (type === 'object') {
    return Object.fromEntries(
      Object.entries(properties ?? {}).map(([key, of]) => [key, exampleOf(of)]),
    );
  }
  if (type === 'array') return [exampleOf(items as Schema)];
  return format ? 'https://github.com/acme/shop/pull/12' : 'pkg:oci/shop@1.0';
}

const EVENTS = [...EVENT_TYPES].map(([name, { version, content }]) =>
  event(
    `${name}.${version}`,
    '12',
    exampleOf(content) as Event['subject']['content'],
  ),
);

const CASES = EVENTS.flatMap(of => pathsIn(of).map(path => ({ of, path })));

/** `sound`, or what should not have come of an event. */
async function verdictOn(of: Event): Promise<unknown> {
  try {
    const normalised = await sent(requestOf(of));
    if (normalised.outcome === 'ignored') return normalised;
    if (!isStorable(normalised)) return JSON.stringify(normalised);
    const unsound = normalised.facts.find(
      ({ at, subject, attributes }) =>
        toInstant(at) !== at ||
        subject.length > 1_500 ||
        !isDeepStrictEqual(JSON.parse(JSON.stringify(attributes)), attributes),
    );
    return unsound ?? 'sound';
  } catch (error) {
    const plain =
      error instanceof InputError &&
      /^The field ".+" /.test(error.message) &&
      error.message.length < 400;
    return plain ? 'sound' : error;
  }
}

/** What breaks texts, package URLs and addresses, if anything does. */
const NASTY = [
  'a\0b',
  'a\ud800',
  'x'.repeat(5_000),
  -1,
  {},
  'pkg:constructor/toString@1?a=b',
  'pkg:oci/%00@sha256:%ff',
  'pkg:oci/shop@a\0b?tag=\ud800',
  'https://github.com/acme/%zz/pull/1',
  'https://github.com/acme/shop/tree/a%00b',
  'https://[::1]/a/b/pull/1',
  'https://github.com/__proto__/constructor/pull/1',
];

describe('any value in any place', () => {
  const outcome = 'is refused with a reason at the door, or gives sound facts';

  it(`${outcome}: what is known to be nasty`, async () => {
    for (const { of, path } of CASES) {
      for (const value of NASTY) {
        const verdict = await verdictOn(changed(of, path, value));
        expect([path, value, verdict]).toEqual([path, value, 'sound']);
      }
    }
  });

  it(`${outcome}: whatever else`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CASES),
        fc.jsonValue(),
        async ({ of, path }, value) => {
          expect(await verdictOn(changed(of, path, value))).toBe('sound');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of all types is tried, and each is taken as it is', async () => {
    expect(EVENTS).toHaveLength(45);
    for (const of of EVENTS) {
      expect(await sent(requestOf(of))).toMatchObject({ outcome: 'facts' });
    }
  });
});
