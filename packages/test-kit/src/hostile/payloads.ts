// This is how tests are declared and holds none itself.
/* eslint-disable jest/no-export */
import { JsonObject } from '@backstage/types';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import { Outcome, outcomeOf } from './outcomes';
import { changed, pathsIn, textOf } from './paths';
import { anyValue } from './values';

/** A connector of many events, and what is tried on it. */
export interface HostilePayloads {
  /** Names of all events that are read. */
  events: string[];
  /** Payloads of each, all of which have facts. */
  valid: Record<string, JsonObject[]>;
  normalise(event: string, payload: JsonObject): Promise<Normalised>;
  /** What is wrong with what came of a payload. */
  flawsOf(outcome: Outcome): string[];
  /** What else is wrong with a payload. */
  furtherFlaws?(event: string, payload: JsonObject): Promise<string[]>;
  /** How often any JSON is tried as a payload, and in a place of a valid one. */
  runs: { whole: number; place: number };
  /** At least so many places have to be there in the valid payloads. */
  required: number;
}

/** Tests that no payload breaks a connector, whatever it holds. */
export function testHostilePayloads({
  events,
  valid,
  normalise,
  flawsOf,
  furtherFlaws = async () => [],
  runs,
  required,
}: HostilePayloads): void {
  const every = Object.entries(valid).flatMap(([event, payloads]) =>
    payloads.map(payload => ({ event, payload })),
  );
  const tried = (event: string, payload: JsonObject) =>
    outcomeOf(normalise(event, payload));

  it('has a valid payload of every event to start from', async () => {
    expect(Object.keys(valid).sort()).toEqual([...events].sort());
    for (const { event, payload } of every) {
      expect(await tried(event, payload)).toMatchObject({ outcome: 'facts' });
    }
  });

  it('are facts, ignored with a reason, or fail with a path: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...events),
        fc.jsonValue(),
        async (event, payload) => {
          // Anything but an object never gets past `identify`.
          const outcome = await tried(event, { ...Object(payload) });
          expect(flawsOf(outcome)).toEqual([]);
        },
      ),
      { numRuns: runs.whole },
    );
  });

  it('are the same: any JSON anywhere in a valid payload', async () => {
    const anyPlace = fc.constantFrom(...every).chain(({ event, payload }) =>
      fc.record({
        event: fc.constant(event),
        payload: fc.constant(payload),
        path: fc.constantFrom(...pathsIn(payload)),
        value: anyValue,
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ event, payload, path, value }) => {
        const damaged = changed(payload, path, value);
        expect(flawsOf(await tried(event, damaged))).toEqual([]);
        expect(await furtherFlaws(event, damaged)).toEqual([]);
      }),
      { numRuns: runs.place },
    );
  });

  it('fail at what is missing, when it has to be there', async () => {
    const failed: string[] = [];
    const missing: string[] = [];
    for (const { event, payload } of every) {
      for (const path of pathsIn(payload)) {
        const outcome = await tried(event, changed(payload, path, undefined));
        if (outcome instanceof NormaliseError) {
          failed.push(`${event}: ${outcome.path}`);
          missing.push(`${event}: ${textOf(path)}`);
        }
      }
    }
    expect(failed).toEqual(missing);
    expect(failed.length).toBeGreaterThan(required);
  });
}
