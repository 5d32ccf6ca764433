import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { repositoryOfKey } from '@throughline/plugin-trace-common';
import { Normalised, NormaliseError } from '@throughline/plugin-trace-node';
import * as hostile from '@throughline/test-kit/hostile';
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

const send = (kind: string, payload: JsonObject): Promise<Normalised> =>
  deliver({ ...payload, object_kind: kind });

const flawsOf = (outcome: hostile.Outcome) =>
  hostile.flawsOf(outcome, subject => repositoryOfKey(subject) !== undefined);

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
  hostile.testHostilePayloads({
    events: [...KINDS.keys()],
    valid: VALID,
    normalise: send,
    flawsOf,
    furtherFlaws: (kind, payload) =>
      flawsOfDoor(JSON.stringify({ ...payload, object_kind: kind })),
    runs: { whole: 200, place: 800 },
    required: 80,
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
      const outcome = await hostile.outcomeOf(
        send(`${payload.object_kind}`, payload),
      );
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
          await hostile.outcomeOf(send(`${payload.object_kind}`, payload)),
        ).toMatchObject({ outcome: 'ignored' });
      }
    }
  });
});
