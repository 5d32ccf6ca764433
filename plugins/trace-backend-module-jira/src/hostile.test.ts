import { JsonObject, JsonValue } from '@backstage/types';
import { toInstant } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import fc from 'fast-check';
import { connectorOf, requestOf } from './__testUtils__/deliver';
import { issueEvent, item } from './__testUtils__/payloads';

const ITEMS = [
  item('status', 'To Do', 'Done'),
  item('Key', 'CHK-7', 'PAY-812'),
  item('security', null, 'Board only'),
];
const VALID: JsonObject[] = [
  issueEvent('created'),
  issueEvent('updated', { items: ITEMS }),
  issueEvent('updated', { key: 'SEC-9', items: ITEMS }),
  issueEvent('deleted'),
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
function changed(payload: JsonObject, path: Path, value: unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(payload)) as JsonObject;
  let holder = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) {
    holder = holder[part] as Record<string | number, unknown>;
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

const connector = connectorOf();

/** Undefined when it is refused at the door. */
async function outcomeOf(
  payload: unknown,
): Promise<Normalised | NormaliseError | undefined> {
  const request = requestOf(payload);
  try {
    await connector.speaksOf!(request);
    const { event, body } = await connector.identify(request);
    return await connector.normalise({
      source: 'jira',
      event,
      context: {},
      body: body!,
      receivedAt: '2030-01-01T00:00:00.000Z',
    });
  } catch (error) {
    if (error instanceof NormaliseError) return error;
    if (error instanceof Error && error.name === 'InputError') return undefined;
    throw error;
  }
}

/** What is wrong with an outcome; every one must be kept and shown. */
function flawsOf(outcome: Normalised | NormaliseError | undefined): string[] {
  if (outcome === undefined) return [];
  if (outcome instanceof NormaliseError) {
    return outcome.path && outcome.message ? [] : ['fails without saying why'];
  }
  if (outcome.outcome === 'ignored') {
    return outcome.reason.endsWith('.') ? [] : ['ignored without a sentence'];
  }
  return outcome.facts.flatMap(({ subject, at, rank, attributes }) => [
    ...(/^issue:[A-Z][A-Z0-9_]*-\d+$/.test(subject) ? [] : [subject]),
    ...(toInstant(at) === at ? [] : [`time ${at}`]),
    ...(Number.isInteger(rank) ? [] : [`rank ${rank}`]),
    ...(/javascript:/.test(JSON.stringify(attributes.url)) ? ['url'] : []),
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
    1e300,
    '9999-12-31T23:59:59.000-1400',
    '0000-01-01T00:00:00.000+1400',
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)/rest/api',
    'https://u:p@host:8443/a b/rest/api/2/issue/1',
    '__proto__',
  ),
);

describe('hostile payloads', () => {
  it('has valid payloads to start from', async () => {
    for (const payload of VALID) {
      const outcome = await outcomeOf(payload);
      expect(outcome).toMatchObject({ outcome: 'facts' });
      expect(flawsOf(outcome)).toEqual([]);
    }
  });

  it('are facts, ignored with a reason, or fail with a path: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...VALID.map(({ webhookEvent }) => webhookEvent)),
        fc.jsonValue(),
        async (webhookEvent, payload) => {
          const outcome = await outcomeOf({ ...Object(payload), webhookEvent });
          expect(flawsOf(outcome)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are the same: any JSON anywhere in a valid payload', async () => {
    const anyPlace = fc.constantFrom(...VALID).chain(payload =>
      fc.record({
        payload: fc.constant(payload),
        path: fc.constantFrom(...pathsIn(payload)),
        value: anyValue,
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPlace, async ({ payload, path, value }) => {
        const outcome = await outcomeOf(changed(payload, path, value));
        expect(flawsOf(outcome)).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  it('never show a word of a project that is not listed', async () => {
    const [, , unlisted] = VALID;
    const secret = 'xyzzy';
    for (const path of pathsIn(unlisted)) {
      // What names the ticket, its site and the event is no word of it.
      const name = path.join('.');
      if (['webhookEvent', 'issue.key', 'issue.self'].includes(name)) continue;
      const payload = changed(unlisted, path, secret);
      const { body } = await connector.identify(requestOf(payload));
      expect([name, body!.toString().includes(secret)]).toEqual([name, false]);
    }
  });
});
