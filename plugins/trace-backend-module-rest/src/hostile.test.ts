import { JsonObject } from '@backstage/types';
import { InputError } from '@backstage/errors';
import { toInstant } from '@throughline/plugin-trace-common';
import { IngestRequest, NormaliseError } from '@throughline/plugin-trace-node';
import { changed, pathsIn } from '@throughline/test-kit/hostile';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import {
  change,
  deployment,
  history,
  incident,
  ticket,
  normalise,
  requestOf,
} from './__testUtils__/bodies';
import { restConnector } from './restConnector';

const BODIES: JsonObject[] = [
  deployment({
    deliveryId: 'x',
    id: 1,
    production: true,
    service: 's',
    version: '1',
    state: 'running',
    url: 'https://ci.example.com',
  }),
  history(),
  change({
    deliveryId: 'x',
    description: 'Fixes #3',
    readyAt: '2026-02-01T12:00:00Z',
    labels: ['bug'],
    requestedReviews: 1,
    additions: 3,
  }),
  ticket({ deliveryId: 'x', at: '2026-02-03T10:00:00Z' }),
  incident(),
];

const CASES = BODIES.flatMap(body =>
  pathsIn(body).map(path => ({ body, path })),
);

/** `sound`, or what should not have come of a request. */
async function verdictOn(request: IngestRequest): Promise<unknown> {
  try {
    await restConnector.identify(request);
  } catch (error) {
    const plain =
      error instanceof InputError &&
      /^The field ".+" is/.test(error.message) &&
      error.message.length < 400;
    return plain ? 'sound' : error;
  }
  try {
    const normalised = await normalise(request.body);
    if (normalised.outcome === 'ignored') return 'sound';
    const unsound = normalised.facts.find(
      ({ at, attributes }) =>
        toInstant(at) !== at ||
        !isDeepStrictEqual(JSON.parse(JSON.stringify(attributes)), attributes),
    );
    return unsound ?? 'sound';
  } catch (error) {
    // A type that is not known is stored, and fails with its reason.
    return error instanceof NormaliseError && error.path === 'type'
      ? 'sound'
      : error;
  }
}

describe('any value in any place', () => {
  it('is refused with a reason at the door, or gives sound facts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CASES),
        fc.oneof(
          fc.jsonValue(),
          fc.constantFrom('\0', '\ud800', 'x'.repeat(5_000), -1, 1e400, {}),
        ),
        async ({ body, path }, value) => {
          const sent = requestOf(changed(body, path, value));
          expect(await verdictOn(sent)).toBe('sound');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused with its name where it is missing and has to be there', async () => {
    const refusals = await Promise.all(
      CASES.map(async ({ body, path }) =>
        restConnector
          .identify(requestOf(changed(body, path, undefined)))
          .then(() => undefined)
          .catch((error: Error) => error.message),
      ),
    );
    const named = refusals.filter(message => message !== undefined);
    expect(named.length).toBeGreaterThan(20);
    for (const message of named) {
      expect(message).toMatch(
        /^The field "[\w[\].]+" is (missing|null); expected /,
      );
    }
  });
});
