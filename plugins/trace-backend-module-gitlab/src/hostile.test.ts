import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { repositoryOfKey, toInstant } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import { connectorWith, deliver } from './__testUtils__/deliver';
import {
  deploymentEvent,
  issueEvent,
  jobEvent,
  mergeRequestEvent,
  noteEvent,
  pipelineEvent,
  pushCommit,
  pushEvent,
  releaseEvent,
  tagEvent,
} from './__testUtils__/payloads';
import { KINDS } from './kinds';

const VALID: Record<string, JsonObject[]> = {
  build: [jobEvent()],
  deployment: [deploymentEvent()],
  issue: [issueEvent('open'), issueEvent('close', { state: 'closed' })],
  merge_request: [
    mergeRequestEvent('open'),
    mergeRequestEvent('merge', { state: 'merged' }),
    mergeRequestEvent('approved'),
  ],
  note: [noteEvent()],
  pipeline: [pipelineEvent()],
  push: [pushEvent([pushCommit('a'), pushCommit('b')])],
  release: [releaseEvent('create')],
  tag_push: [tagEvent()],
  work_item: [issueEvent('open', {}, { object_kind: 'work_item' })],
};

type Path = Array<string | number>;

function pathsIn(value: JsonValue | undefined, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const children = Object.entries(value).flatMap(([key, child]) =>
    pathsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length > 0 ? [at, ...children] : children;
}

/** `commits[0].id` */
function textOf(path: Path): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1);
}

/** A copy with another value, or none, at a path. */
function changed(payload: JsonObject, path: Path, value: unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(payload)) as JsonObject;
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

async function outcomeOf(
  kind: string,
  payload: JsonObject,
): Promise<Normalised | NormaliseError> {
  try {
    return await deliver({ ...payload, object_kind: kind });
  } catch (error) {
    if (error instanceof NormaliseError) return error;
    throw error;
  }
}

/** What is wrong with an outcome; every one must be kept and shown. */
function flawsOf(outcome: Normalised | NormaliseError): string[] {
  if (outcome instanceof NormaliseError) {
    return outcome.path && outcome.message ? [] : ['fails without saying why'];
  }
  if (outcome.outcome === 'ignored') {
    return /^[^\0]+\.$/.test(outcome.reason)
      ? []
      : ['ignored without a sentence'];
  }
  return outcome.facts.flatMap(({ subject, at, rank, attributes }) => [
    ...(repositoryOfKey(subject) ? [] : [`subject ${subject}`]),
    ...(toInstant(at) === at ? [] : [`time ${at}`]),
    ...(Number.isInteger(rank) ? [] : [`rank ${rank}`]),
    // PostgreSQL refuses both, and JSON spells them like this.
    ...(/\\u0000|\\ud[89a-f]/.test(JSON.stringify([subject, attributes]))
      ? ['text that a store refuses']
      : []),
  ]);
}

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\0',
    'x\ud800',
    '',
    -1,
    1.5,
    1e300,
    '9999-12-31T23:59:59-14:00',
    '0000-01-01T00:00:00+14:00',
    'https://u:p@host:99999/a/b',
  ),
);

/** Whatever a request holds, it is filed, or refused with a reason. */
async function flawsOfDoor(body: string): Promise<string[]> {
  const request = { headers: {}, query: {}, body: Buffer.from(body) };
  const connector = connectorWith();
  try {
    await connector.verify(request, ['secret']);
    await connector.identify(request);
    await connector.speaksOf!(request);
  } catch (error) {
    if (!(error instanceof InputError)) return [`throws ${error}`];
  }
  return [];
}

const EVERY = Object.entries(VALID).flatMap(([kind, payloads]) =>
  payloads.map(payload => ({ kind, payload })),
);

describe('hostile payloads', () => {
  it('has a valid payload of every kind to start from', async () => {
    expect(Object.keys(VALID).sort()).toEqual([...KINDS.keys()].sort());
    for (const { kind, payload } of EVERY) {
      expect(await outcomeOf(kind, payload)).toMatchObject({
        outcome: 'facts',
      });
    }
  });

  it('are facts, ignored with a reason, or fail with a path: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...KINDS.keys()),
        fc.jsonValue(),
        async (kind, payload) => {
          // Anything but an object never gets past `identify`.
          const outcome = await outcomeOf(kind, { ...Object(payload) });
          expect(flawsOf(outcome)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are the same: any JSON anywhere in a valid payload', async () => {
    const anyPlace = fc.constantFrom(...EVERY).chain(({ kind, payload }) =>
      fc.record({
        kind: fc.constant(kind),
        payload: fc.constant(payload),
        path: fc.constantFrom(...pathsIn(payload)),
        value: anyValue,
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ kind, payload, path, value }) => {
        const damaged = changed(payload, path, value);
        expect(flawsOf(await outcomeOf(kind, damaged))).toEqual([]);
        const text = JSON.stringify({ ...damaged, object_kind: kind });
        expect(await flawsOfDoor(text)).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  it('fail at what is missing, when it has to be there', async () => {
    const failed: string[] = [];
    const missing: string[] = [];
    for (const { kind, payload } of EVERY) {
      for (const path of pathsIn(payload)) {
        const outcome = await outcomeOf(
          kind,
          changed(payload, path, undefined),
        );
        if (outcome instanceof NormaliseError) {
          failed.push(`${kind}: ${outcome.path}`);
          missing.push(`${kind}: ${textOf(path)}`);
        }
      }
    }
    expect(failed).toEqual(missing);
    expect(failed.length).toBeGreaterThan(80);
  });

  it('are read in good time and bounds, however much they hold', async () => {
    const many = (length: number, of: unknown) => Array(length).fill(of);
    const huge = 'PAY-1 #1 caused by !1 caused by '.repeat(2_000);
    const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);
    const payloads: JsonObject[] = [
      pipelineEvent(
        {},
        many(2000, { id: 1, name: 'x'.repeat(999), status: 'success' }),
      ),
      pushEvent(
        many(20, pushCommit('a', { message: huge, added: many(5000, 'a') })),
      ),
      issueEvent('open', {
        title: huge,
        description: huge,
        labels: many(5000, { title: 'x'.repeat(500) }),
      }),
      issueEvent('open', {
        description: numbers.map(it => `Caused by !${it}.`).join(' '),
      }),
      mergeRequestEvent('open', {
        description: numbers
          .map(it => `This reverts merge request !${it}`)
          .join('\n'),
      }),
      mergeRequestEvent('open', {
        title: huge,
        description: `${'/'.repeat(50_000)}${'a/'.repeat(50_000)}#1 ${huge}`,
      }),
    ] as JsonObject[];
    for (const payload of payloads) {
      const outcome = await outcomeOf(`${payload.object_kind}`, payload);
      expect(flawsOf(outcome)).toEqual([]);
      if (outcome instanceof NormaliseError) throw outcome;
      if (outcome.outcome === 'ignored') throw new Error(outcome.reason);
      const [{ attributes }] = outcome.facts;
      expect(JSON.stringify(attributes).length).toBeLessThan(30_000);
      for (const list of [attributes.causedBy, attributes.reverts]) {
        expect((list as string[] | undefined)?.length ?? 0).toBeLessThan(50);
      }
    }
  });

  it('are not taken for what their prototype has', async () => {
    for (const { kind, payload } of EVERY) {
      const text = JSON.stringify({ ...payload, object_kind: kind }).replace(
        '{',
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{}},',
      );
      const result = await connectorWith().normalise({
        source: 'gitlab',
        event: kind,
        context: {},
        body: Buffer.from(text),
        receivedAt: '2030-01-01T00:00:00.000Z',
      });
      expect(flawsOf(result)).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }
    for (const action of ['__proto__', 'constructor', 'toString']) {
      for (const payload of [
        mergeRequestEvent(action),
        issueEvent(action),
        releaseEvent(action),
      ]) {
        expect(
          await outcomeOf(`${payload.object_kind}`, payload),
        ).toMatchObject({ outcome: 'ignored' });
      }
    }
  });
});
