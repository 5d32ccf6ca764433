import { JsonObject } from '@backstage/types';
import { Normalised } from '@throughline/plugin-trace-node';
import {
  anyValue,
  changed,
  flawsOf,
  Outcome,
  outcomeOf,
  pathsIn,
} from '@throughline/test-kit/hostile';
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

const connector = connectorOf();

async function send(payload: unknown): Promise<Normalised> {
  const request = requestOf(payload);
  await connector.speaksOf!(request);
  const { event, body } = await connector.identify(request);
  return connector.normalise({
    source: 'jira',
    event,
    context: {},
    body: body!,
    receivedAt: '2030-01-01T00:00:00.000Z',
  });
}

/** Undefined when it is refused at the door. */
async function tried(payload: unknown): Promise<Outcome | undefined> {
  try {
    return await outcomeOf(send(payload));
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') return undefined;
    throw error;
  }
}

const isTicket = (subject: string) =>
  /^issue:[A-Z][A-Z0-9_]*-\d+$/.test(subject);

async function flawsOfAnswer(payload: unknown): Promise<string[]> {
  const outcome = await tried(payload);
  if (!outcome) return [];
  const linked = JSON.stringify(outcome).includes('"url":"javascript:');
  return [...flawsOf(outcome, isTicket), ...(linked ? ['url'] : [])];
}

describe('hostile payloads', () => {
  it('has valid payloads to start from', async () => {
    for (const payload of VALID) {
      expect(await tried(payload)).toMatchObject({ outcome: 'facts' });
      expect(await flawsOfAnswer(payload)).toEqual([]);
    }
  });

  it('are facts, ignored with a reason, or fail with a path: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...VALID.map(({ webhookEvent }) => webhookEvent)),
        fc.jsonValue(),
        async (webhookEvent, payload) => {
          const sent = { ...Object(payload), webhookEvent };
          expect(await flawsOfAnswer(sent)).toEqual([]);
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
        const damaged = changed(payload, path, value);
        expect(await flawsOfAnswer(damaged)).toEqual([]);
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
