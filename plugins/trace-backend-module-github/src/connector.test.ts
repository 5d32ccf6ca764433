import { sign } from '@octokit/webhooks-methods';
import { InputError } from '@backstage/errors';
import { IngestRequest } from '@throughline/plugin-trace-node';
import { createHmac } from 'node:crypto';
import { connectorWith, deliver, reasonOf } from './__testUtils__/deliver';
import { deploymentEvent, pullEvent } from './__testUtils__/payloads';

const connector = connectorWith();
const BODY = '{"zen":"Practicality beats purity. é"}';
const DELIVERY = '72d3162e-cc78-11e3-81ab-4c9367dc0958';

function request(
  headers: IngestRequest['headers'],
  body: string | Buffer = BODY,
): IngestRequest {
  return { headers, query: {}, body: Buffer.from(body) };
}

function named(headers: IngestRequest['headers'], body?: string | Buffer) {
  return request(
    { 'x-github-delivery': DELIVERY, 'x-github-event': 'ping', ...headers },
    body,
  );
}

describe('verify', () => {
  const signed = async (secret: string, body: string | Buffer = BODY) =>
    request(
      { 'x-hub-signature-256': await sign(secret, body.toString()) },
      body,
    );

  it('takes a signature by any of the secrets', async () => {
    const delivery = await signed('new');
    expect(await connector.verify(delivery, ['new'])).toBe(true);
    expect(await connector.verify(delivery, ['old', 'new'])).toBe(true);
    expect(await connector.verify(delivery, ['old'])).toBe(false);
    expect(await connector.verify(delivery, [])).toBe(false);
    expect(await connector.verify(delivery, [''])).toBe(false);
  });

  it('takes GitHub’s own documented example', async () => {
    const example = request(
      {
        'x-hub-signature-256':
          'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      },
      'Hello, World!',
    );
    expect(
      await connector.verify(example, ["It's a Secret to Everybody"]),
    ).toBe(true);
  });

  it('does not take another body', async () => {
    const delivery = await signed('new');
    delivery.body = Buffer.from(`${BODY} `);
    expect(await connector.verify(delivery, ['new'])).toBe(false);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one without its name', 'a'.repeat(64)],
    ['a short one', 'sha256=ab'],
    ['one in capitals', `sha256=${'A'.repeat(64)}`],
    ['several', ['sha256=ab', 'sha256=cd']],
    ['a wrong one', `sha256=${'a'.repeat(64)}`],
    ['SHA-1', `sha1=${createHmac('sha1', 'new').update(BODY).digest('hex')}`],
    ['bare SHA-1', createHmac('sha1', 'new').update(BODY).digest('hex')],
  ])('is false for %s', async (_, signature) => {
    expect(
      await connector.verify(
        request({ 'x-hub-signature-256': signature as string }),
        ['new'],
      ),
    ).toBe(false);
  });

  it('is false for an empty body and for bytes that are no text', async () => {
    expect(
      await connector.verify(
        request({ 'x-hub-signature-256': `sha256=${'a'.repeat(64)}` }, ''),
        ['new'],
      ),
    ).toBe(false);
    // The library would sign what the bytes decode to, which is ambiguous.
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(await connector.verify(await signed('new', bytes), ['new'])).toBe(
      false,
    );
  });
});

describe('identify', () => {
  it('files a delivery under its id and event', async () => {
    expect(await connector.identify(named({}))).toEqual({
      deliveryId: DELIVERY,
      event: 'ping',
      context: {},
    });
  });

  it.each([
    ['x-github-delivery', undefined, 'is missing'],
    ['x-github-delivery', '', 'at most 128 characters'],
    ['x-github-delivery', 'a'.repeat(129), 'at most 128 characters'],
    ['x-github-delivery', 'a b', 'at most 128 characters'],
    ['x-github-event', undefined, 'is missing'],
    ['x-github-event', 'a'.repeat(65), 'the name of an event'],
    ['x-github-event', '../push', 'the name of an event'],
  ])('refuses %s of %p', async (name, value, message) => {
    const refused = connector.identify(named({ [name]: value }));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(name);
    await expect(refused).rejects.toThrow(message);
  });

  it.each([
    ['{"zen":', /not JSON/],
    ['', /not JSON/],
    ['[]', /must be a JSON object/],
    ['null', /must be a JSON object/],
    ['"text"', /must be a JSON object/],
    [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    ['['.repeat(100_000), /not JSON/],
  ])('refuses the body %#', async (body, message) => {
    const refused = connector.identify(named({}, body));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });

  it('takes a form as GitHub sends it', async () => {
    const form = named(
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      new URLSearchParams({
        payload: JSON.stringify(pullEvent('opened', { title: 'A & b + é' })),
      }).toString(),
    );
    const { context } = await connector.identify(form);
    const result = await connector.normalise({
      source: 'github',
      event: 'pull_request',
      context: context ?? {},
      body: form.body,
      receivedAt: '2030-01-01T00:00:00.000Z',
    });
    expect(result).toMatchObject({
      outcome: 'facts',
      facts: [{ attributes: { title: 'A & b + é' } }],
    });
  });

  it('refuses a form without a payload', async () => {
    const form = named(
      { 'content-type': 'application/x-www-form-urlencoded' },
      'other=1',
    );
    await expect(connector.identify(form)).rejects.toThrow(
      'The form has no field "payload".',
    );
  });
});

describe('normalise', () => {
  it('ignores a ping and events it does not know, and says why', async () => {
    expect(await reasonOf('ping', {})).toMatch(/^A ping/);
    expect(await reasonOf('star', {})).toBe(
      'GitHub\'s event "star" says nothing about delivery.',
    );
  });

  it.each(['security_advisory'])('reads nothing of a %s', async event => {
    expect(await reasonOf(event, { summary: 'Hole in the wall' })).toBe(
      'Advisories about all the world; what is used here comes as alerts.',
    );
  });

  it('ignores what is named like a method', async () => {
    expect(await reasonOf('constructor', {})).toContain('constructor');
  });

  it('says the same whenever it is asked', async () => {
    const delivery = {
      source: 'github',
      event: 'pull_request',
      context: {},
      body: Buffer.from(JSON.stringify(pullEvent('opened'))),
    };
    expect(
      await connector.normalise({
        ...delivery,
        receivedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).toEqual(
      await connector.normalise({
        ...delivery,
        receivedAt: '2036-01-01T00:00:00.000Z',
      }),
    );
  });

  it('fails on a body that is not JSON', async () => {
    await expect(
      connector.normalise({
        source: 'github',
        event: 'push',
        context: {},
        body: Buffer.from('{'),
        receivedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).rejects.toMatchObject({ name: 'NormaliseError', path: 'payload' });
  });

  it('takes parts it does not read, however deeply nested', async () => {
    const nested = `${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    const text = JSON.stringify({
      ...deploymentEvent({ payload: { service: 'shop', rest: 'HERE' } }),
      other: 'HERE',
    }).replaceAll('"HERE"', nested);
    const body = Buffer.from(text);
    await connector.identify(named({}, body));
    expect(
      await connector.normalise({
        source: 'github',
        event: 'deployment',
        context: {},
        body,
        receivedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).toMatchObject({ facts: [{ attributes: { service: 'shop' } }] });
    await expect(
      deliver('deployment', deploymentEvent({ payload: nested })),
    ).resolves.toMatchObject({ outcome: 'facts' });
  });
});
