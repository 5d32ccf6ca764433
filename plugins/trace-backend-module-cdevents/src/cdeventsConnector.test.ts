import { InputError } from '@backstage/errors';
import { NormaliseError } from '@throughline/plugin-trace-node';
import {
  DIGEST,
  envelope,
  event,
  Event,
  RECEIVED_AT,
  requestOf,
  sent,
  structured,
} from './__testUtils__/events';
import { cdeventsConnector } from './cdeventsConnector';

const deployed = () =>
  event('service.deployed.0.3.0', 'shop', {
    environment: { id: 'production' },
    artifactId: `pkg:oci/shop@${DIGEST}?tag=1.2.0`,
  });

const refusal = (request: Parameters<typeof cdeventsConnector.identify>[0]) =>
  cdeventsConnector.identify(request).then(
    () => 'taken',
    error => (error instanceof InputError ? error.message : error),
  );

function binary(of: Event, headers: Record<string, string> = {}) {
  const attributes = Object.entries(envelope(of)).map(([name, value]) => [
    `ce-${name}`,
    String(value),
  ]);
  return requestOf(of, {
    'content-type': 'application/json',
    ...Object.fromEntries(attributes),
    ...headers,
  });
}

function batch(...events: Event[]) {
  return requestOf(
    events.map(of => ({ ...envelope(of), data: of })),
    { 'content-type': 'application/cloudevents-batch+json' },
  );
}

describe('the door', () => {
  it('opens to who has a token, as a bearer', async () => {
    const { body } = structured(deployed());
    const verdict = (authorization?: string) =>
      cdeventsConnector.verify(
        { headers: { authorization }, query: {}, body },
        ['right', 'older'],
      );
    expect(await verdict('Bearer right')).toBe(true);
    expect(await verdict('Bearer older')).toBe(true);
    expect(await verdict('Bearer wrong')).toBe(false);
    expect(await verdict()).toBe(false);
  });

  it('takes an event in every mode, and knows it again', async () => {
    const of = deployed();
    const base64 = Buffer.from(JSON.stringify(of)).toString('base64');
    const requests = [
      structured(of),
      requestOf(
        { ...envelope(of), data_base64: base64 },
        { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
      ),
      binary(of),
      binary(of, { 'content-type': 'application/json; charset=utf-8' }),
      batch(of),
      requestOf(of),
    ];
    const envelopes = await Promise.all(
      requests.map(request => cdeventsConnector.identify(request)),
    );
    expect(new Set(envelopes.map(({ deliveryId }) => deliveryId)).size).toBe(1);
    expect(new Set(envelopes.map(taken => taken.event))).toEqual(
      new Set(['dev.cdevents.service.deployed.0.3.0']),
    );
    const meanings = await Promise.all(requests.map(request => sent(request)));
    expect(meanings[0]).toMatchObject({ outcome: 'facts' });
    for (const meaning of meanings) expect(meaning).toEqual(meanings[0]);
  });

  it('tells events apart by id and source', async () => {
    const one = deployed();
    const idOf = async (context: Partial<Event['context']>) => {
      const of = { ...one, context: { ...one.context, ...context } } as Event;
      return (await cdeventsConnector.identify(structured(of))).deliveryId;
    };
    const ids = [
      await idOf({}),
      await idOf({ id: 'other' }),
      await idOf({ source: '/other' }),
      await idOf({ timestamp: '2026-03-01T11:00:00Z' }),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(ids[3]).toBe(ids[0]);
  });

  it('takes many at once, and means all of them', async () => {
    const events = [deployed(), deployed()];
    expect(await cdeventsConnector.identify(batch(...events))).toMatchObject({
      event: 'batch',
    });
    const together = await sent(batch(...events));
    const alone = await Promise.all(events.map(of => sent(structured(of))));
    expect(together).toEqual({
      outcome: 'facts',
      facts: alone.flatMap(of => (of.outcome === 'facts' ? of.facts : [])),
    });
  });

  it('keeps custom events, and says that it does no more', async () => {
    const of = event(
      '',
      'ticket-7',
      { anything: ['goes'] },
      {
        type: 'dev.cdeventsx.mytool-resource.created.0.1.0',
      },
    );
    of.subject.type = 'resource';
    expect(await sent(structured(of))).toEqual({
      outcome: 'ignored',
      reason: expect.stringMatching(
        /^A custom event, "dev\.cdeventsx\.mytool-/,
      ),
    });
  });

  it('keeps the facts of others in a batch with custom ones', async () => {
    const custom = event(
      '',
      'x',
      {},
      {
        type: 'dev.cdeventsx.mytool-resource.created.0.1.0',
      },
    );
    expect(await sent(batch(custom, deployed()))).toMatchObject({
      outcome: 'facts',
    });
  });

  const refused: Array<[string, () => ReturnType<typeof requestOf>, RegExp]> = [
    [
      'no JSON',
      () => requestOf(Buffer.from('{"a')),
      /^The body is not JSON at/,
    ],
    ['no UTF-8', () => requestOf(Buffer.from([0xff])), /is not UTF-8$/],
    ['no object', () => requestOf([]), /^The event must be a JSON object$/],
    ['no event', () => requestOf({}), /^The field "context" is missing$/],
    [
      'no type',
      () => requestOf({ context: {}, subject: {} }),
      /^The field "context.type" is missing$/,
    ],
    [
      'another type',
      () => requestOf(event('', 'x', {}, { type: 'com.example.push' })),
      /^The field "context.type" must be a type of CDEvents/,
    ],
    [
      'a type of Object.prototype',
      () => requestOf(event('constructor.name.0.1.0', 'x', {})),
      /^The field "context.type" must be a type of CDEvents/,
    ],
    [
      'another version of a type',
      () => requestOf(event('service.deployed.0.9.0', 'x', {})),
      /must be dev\.cdevents\.service\.deployed\.0\.3\.0, as CDEvents 0\.5\.1/,
    ],
    [
      'a leap second',
      () => {
        const of = deployed();
        of.context.timestamp = '2016-12-31T23:59:60Z';
        return requestOf(of);
      },
      /^The field "context.timestamp" must be .* without leap seconds$/,
    ],
    [
      'an envelope that says something else',
      () => {
        const of = deployed();
        return requestOf(
          { ...envelope(of), id: 'other', data: of },
          { 'content-type': 'application/cloudevents+json' },
        );
      },
      /^The CloudEvent's "id" must be the event's "context.id"$/,
    ],
    [
      'headers that say something else',
      () => binary(deployed(), { 'ce-type': 'dev.cdevents.change.merged' }),
      /^The CloudEvent's "type" must be the event's "context.type"$/,
    ],
    [
      'an envelope without an event',
      () =>
        requestOf(envelope(deployed()), {
          'content-type': 'application/cloudevents+json',
        }),
      /^The field "data" is missing$/,
    ],
    [
      'an envelope that is none',
      () => requestOf(null, { 'content-type': 'application/cloudevents+json' }),
      /^The request is no CloudEvent of version 1\.0/,
    ],
    [
      'a batch that is none',
      () =>
        requestOf({}, { 'content-type': 'application/cloudevents-batch+json' }),
      /^The body must be a list of CloudEvents$/,
    ],
    ['an empty batch', () => batch(), /^The batch is empty$/],
    [
      'an event of a batch that is not as it must be',
      () => {
        const of = deployed();
        delete of.subject.content.environment;
        return batch(deployed(), of);
      },
      /^Event \[1\]: The field "subject.content.environment" is missing$/,
    ],
  ];

  it.each(refused)('refuses %s, and says why', async (_, request, reason) => {
    expect(await refusal(request())).toMatch(reason);
  });

  it('quotes nothing that people wrote', async () => {
    const of = deployed();
    of.subject.content.artifactId = ['a secret plan'];
    expect(await refusal(structured(of))).toBe(
      'The field "subject.content.artifactId" must be a text',
    );
    expect(await refusal(requestOf(Buffer.from('{"a secret')))).not.toMatch(
      /secret/,
    );
  });

  it('cannot be held to a scope: events name no repository', () => {
    expect(cdeventsConnector.speaksOf).toBeUndefined();
  });
});

describe('what was stored', () => {
  it('fails with its place, if it is not as it must be', async () => {
    const failure = cdeventsConnector.normalise({
      source: 'cdevents',
      event: 'batch',
      context: { mode: 'event' },
      body: Buffer.from('{"context":{}}'),
      receivedAt: RECEIVED_AT,
    });
    await expect(failure).rejects.toThrow(NormaliseError);
    await expect(failure).rejects.toMatchObject({ path: 'subject' });
  });
});
