import { JsonObject, JsonValue } from '@backstage/types';
import { InputError } from '@backstage/errors';
import { toInstant } from '@throughline/plugin-trace-common';
import fc from 'fast-check';
import {
  deployment,
  history,
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
];

type Path = Array<string | number>;

function pathsIn(value: JsonValue | undefined, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const children = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length > 0 ? [at, ...children] : children;
}

/** A copy with another value, or none, at a path. */
function changed(body: JsonObject, path: Path, value: unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(body)) as JsonObject;
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

const CASES = BODIES.flatMap(body =>
  pathsIn(body).map(path => ({ body, path })),
);

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
          let refusal: unknown;
          try {
            await restConnector.identify(sent);
          } catch (error) {
            refusal = error;
          }
          if (refusal !== undefined) {
            expect(refusal).toBeInstanceOf(InputError);
            expect((refusal as Error).message).toMatch(
              /^The (field ".+" is|header)/,
            );
            expect((refusal as Error).message.length).toBeLessThan(400);
            return;
          }
          const understood = await normalise(sent.body).catch(error => {
            expect(error).toMatchObject({
              name: 'NormaliseError',
              path: 'type',
            });
            return { outcome: 'ignored' as const };
          });
          if (understood.outcome === 'ignored') return;
          for (const { at, attributes } of understood.facts) {
            expect(toInstant(at)).toBe(at);
            expect(JSON.parse(JSON.stringify(attributes))).toEqual(attributes);
          }
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
