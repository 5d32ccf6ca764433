import { InputError } from '@backstage/errors';
import { IngestRequest } from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { connectorWith, reasonOf } from './__testUtils__/deliver';
import {
  deploymentEvent,
  hash,
  issueEvent,
  jobEvent,
  NAME,
} from './__testUtils__/payloads';

const connector = connectorWith();
const BODY = JSON.stringify(issueEvent('open'));
/** GitLab's are `whsec_` and 32 bytes in Base64. */
const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER_KEY = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

function request(
  headers: IngestRequest['headers'] = {},
  body: string | Buffer = BODY,
): IngestRequest {
  return { headers, query: {}, body: Buffer.from(body) };
}

function signed(key: string, { body = BODY, at = new Date() } = {}) {
  return request(
    {
      'webhook-id': 'f5e5f430',
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': new Webhook(key).sign('f5e5f430', at, body),
    },
    body,
  );
}

describe('verify: the secret token', () => {
  it.each([
    ['the only one', ['new'], true],
    ['one of several', ['old', 'new'], true],
    ['another one', ['old'], false],
    ['one that it begins', ['newer'], false],
    ['no secret', [], false],
    ['an empty secret', [''], false],
  ])('is compared with %s', async (_, secrets, verdict) => {
    const given = request({ 'x-gitlab-token': 'new' });
    expect(await connector.verify(given, secrets)).toBe(verdict);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['several', ['new', 'new']],
  ])('is not %s', async (_, token) => {
    const given = request({ 'x-gitlab-token': token as string });
    expect(await connector.verify(given, ['new', ''])).toBe(false);
  });

  it('is not a signing token, which is never sent', async () => {
    const given = request({ 'x-gitlab-token': KEY });
    expect(await connector.verify(given, [KEY])).toBe(false);
  });
});

describe('verify: the signature', () => {
  it('is taken by any of the signing tokens, beside secret tokens', async () => {
    expect(await connector.verify(signed(KEY), [KEY])).toBe(true);
    expect(await connector.verify(signed(KEY), ['a', OTHER_KEY, KEY])).toBe(
      true,
    );
    expect(await connector.verify(signed(KEY), [OTHER_KEY])).toBe(false);
    expect(await connector.verify(signed(KEY), ['a'])).toBe(false);
  });

  it('is taken as the specification writes its example', async () => {
    // https://github.com/standard-webhooks/standard-webhooks, on its day.
    const at = new Date(1_614_265_330_000);
    jest.useFakeTimers({ now: at });
    try {
      const example = request(
        {
          'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
          'webhook-timestamp': '1614265330',
          'webhook-signature':
            'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
        },
        '{"test": 2432232314}',
      );
      const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
      expect(await connector.verify(example, [key])).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each<[string, (it: IngestRequest) => void]>([
    [
      'another body',
      it => Object.assign(it, { body: Buffer.from(`${BODY} `) }),
    ],
    ['another id', it => Object.assign(it.headers, { 'webhook-id': 'other' })],
    ['no id', it => delete it.headers['webhook-id']],
    ['no time', it => delete it.headers['webhook-timestamp']],
    [
      'two',
      it => Object.assign(it.headers, { 'webhook-signature': ['a', 'b'] }),
    ],
    ['an empty body', it => Object.assign(it, { body: Buffer.alloc(0) })],
    ['no text', it => Object.assign(it, { body: Buffer.from([0x7b, 0xff]) })],
  ])('is refused with %s', async (_, change) => {
    const given = signed(KEY);
    change(given);
    expect(await connector.verify(given, [KEY])).toBe(false);
  });

  it('is refused six minutes later', async () => {
    const at = new Date(Date.now() - 6 * 60_000);
    expect(await connector.verify(signed(KEY, { at }), [KEY])).toBe(false);
  });

  it('says that a signing token is none, without quoting it', async () => {
    await expect(connector.verify(request(), ['whsec_§§'])).rejects.toThrow(
      /begins with whsec_ and is no signing token(?!.*§)/,
    );
  });
});

describe('identify', () => {
  it('files a delivery under what stays the same when it is sent again', async () => {
    const headers = {
      'idempotency-key': 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
      'x-gitlab-event-uuid': 'shared-by-recursive-webhooks',
      'x-gitlab-webhook-uuid': 'another-one-at-each-try',
    };
    expect(await connector.identify(request(headers))).toEqual({
      deliveryId: 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
      event: 'issue',
    });
  });

  it('files a signed one under the id that is signed', async () => {
    const { headers, body } = signed(KEY);
    headers['idempotency-key'] = 'of-somebody-who-sends-it-again';
    expect(
      await connector.identify({ headers, body, query: {} }),
    ).toMatchObject({ deliveryId: 'f5e5f430' });
  });

  it('files it under what it holds, where GitLab sends no such key', async () => {
    expect(
      await connector.identify(request({ 'x-gitlab-webhook-uuid': 'any' })),
    ).toEqual({
      deliveryId: createHash('sha256').update(BODY).digest('hex'),
      event: 'issue',
    });
  });

  it('knows group events by their names', async () => {
    const body = JSON.stringify({ event_name: 'subgroup_create' });
    expect(await connector.identify(request({}, body))).toMatchObject({
      event: 'subgroup_create',
    });
  });

  it.each<[IngestRequest['headers'], string | Buffer, RegExp]>([
    [{ 'idempotency-key': '' }, BODY, /idempotency-key must be an id/],
    [{ 'idempotency-key': 'a b' }, BODY, /idempotency-key must be an id/],
    [{ 'idempotency-key': 'a'.repeat(129) }, BODY, /at most 128/],
    [{ 'webhook-id': ['a', 'b'] as never }, BODY, /webhook-id must be an id/],
    [{}, '{"object_kind":', /not JSON/],
    [{}, '', /not JSON/],
    [{}, '[]', /must be a JSON object/],
    [{}, 'null', /must be a JSON object/],
    [{}, Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
    [{}, '['.repeat(100_000), /not JSON/],
    [{}, '{}', /"object_kind" is missing; expected e\.g\. push/],
    [{}, '{"object_kind":1}', /"object_kind" is no name of a kind/],
    [{}, '{"object_kind":"../push"}', /is no name of a kind/],
  ])('refuses %j %#', async (headers, body, message) => {
    const refused = connector.identify(request(headers, body));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('speaksOf', () => {
  const spoken = (body: object) =>
    connector.speaksOf!(request({}, JSON.stringify(body)));
  const PROJECT_SPOKEN = {
    of: 'repository',
    field: 'project.web_url',
    repository: NAME,
  };

  it('says the project, any part of which may be meant', async () => {
    expect(await spoken(deploymentEvent())).toEqual([PROJECT_SPOKEN]);
  });

  it('says the one that a job of an older GitLab names', async () => {
    expect(await spoken(jobEvent({ project: undefined }))).toEqual([
      { ...PROJECT_SPOKEN, field: 'repository.homepage' },
    ]);
  });

  it('says what an issue says caused it', async () => {
    const description = `Caused by other/team/api!7, caused by ${hash('b')}`;
    const field = 'object_attributes.description';
    expect(await spoken(issueEvent('open', { description }))).toEqual([
      PROJECT_SPOKEN,
      { of: 'repository', field, repository: 'gitlab.example/other/team/api' },
      { of: 'repository', field, repository: NAME },
    ]);
  });

  it('cannot say it without a project', async () => {
    expect(await spoken({ object_kind: 'push' })).toBeUndefined();
  });

  it('is nothing for what is not read', async () => {
    expect(await spoken({ object_kind: 'wiki_page' })).toEqual([]);
    expect(await spoken({ event_name: 'project_create' })).toEqual([]);
  });
});

describe('normalise', () => {
  it('ignores kinds it does not know, and says why', async () => {
    expect(await reasonOf({ object_kind: 'wiki_page' })).toBe(
      'GitLab\'s "wiki_page" says nothing about delivery.',
    );
    expect(await reasonOf({ object_kind: 'constructor' })).toContain(
      'constructor',
    );
  });

  it('fails on a body that is not JSON', async () => {
    await expect(
      connector.normalise({
        source: 'gitlab',
        event: 'push',
        context: {},
        body: Buffer.from('{'),
        receivedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).rejects.toMatchObject({ name: 'NormaliseError', path: 'payload' });
  });
});
