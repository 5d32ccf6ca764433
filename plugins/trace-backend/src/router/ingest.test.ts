import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { TraceConnector } from '@throughline/plugin-trace-node';
import express from 'express';
import { Knex } from 'knex';
import { createServer, request as httpRequest, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import request from 'supertest';
import { gzipSync } from 'node:zlib';
import { eachDatabase } from '../__testUtils__/databases';
import { hmacConnector, sign } from '../__testUtils__/hmacConnector';
import { SECRET, setUpInbox } from '../__testUtils__/inbox';
import { SourceConfig } from '../config';
import { createIngestRouter } from './ingest';

const MAX = 1_000;

function setUp(
  knex: Knex,
  options: {
    connector?: Partial<TraceConnector>;
    source?: Partial<SourceConfig>;
    maxWaitingBytes?: number;
  } = {},
) {
  const { connector, source: more, maxWaitingBytes = 10 * MAX } = options;
  const parts = setUpInbox(knex, {
    connectors: [hmacConnector(connector), hmacConnector({ id: 'unused' })],
    config: {
      sources: [{ id: 'test', connector: 'test', secrets: [SECRET], ...more }],
    },
  });
  const logger = mockServices.logger.mock({ child: () => logger });
  const app = express()
    .use(
      createIngestRouter({
        inbox: parts.inbox,
        maxBodyBytes: MAX,
        maxWaitingBytes,
      }),
    )
    .use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger,
      }).error(),
    );
  const send = (body: string, secret = SECRET, source = 'test') =>
    request(app)
      .post(`/ingest/${source}`)
      .set('Content-Type', 'application/json')
      .set('X-Signature', sign(body, secret))
      .send(body);
  const stored = () => knex('deliveries').orderBy('seq').pluck('delivery_id');
  return { ...parts, app, logger, send, stored };
}

async function listen(app: express.Express): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** Sends parts of a body without saying how long it is. */
async function sendChunks(
  server: Server,
  chunks: Buffer[],
): Promise<{ status: number; retryAfter?: string; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = httpRequest(
      { port, method: 'POST', path: '/ingest/test' },
      response => {
        const text: Buffer[] = [];
        response.on('data', chunk => text.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            retryAfter: response.headers['retry-after'],
            text: Buffer.concat(text).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    chunks.forEach(chunk => sent.write(chunk));
    sent.end();
  });
}

describe('POST /ingest/:source', () => {
  eachDatabase('answers 202 once, and again for a duplicate', async knex => {
    const { send, stored } = setUp(knex);
    const first = await send('{"id":"a"}');
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ deliveryId: 'a', duplicate: false });
    expect(await stored()).toEqual(['a']);
    const again = await send('{"id":"a"}');
    expect(again.status).toBe(202);
    expect(again.body).toEqual({ deliveryId: 'a', duplicate: true });
    expect(await stored()).toEqual(['a']);
  });

  eachDatabase('stores nothing outside of its source’s scope', async knex => {
    const scope = {
      entities: [],
      repositories: ['github.com/acme/shop'],
      projects: [],
    };
    const { send, stored, refusals, store } = setUp(knex, {
      connector: {
        speaksOf: async ({ body }) => [
          {
            of: 'repository',
            field: 'repository',
            repository: JSON.parse(body.toString()).of,
          },
        ],
      },
      source: { scope },
    });
    const allowed = await send('{"id":"a","of":"github.com/acme/shop"}');
    expect(allowed.status).toBe(202);
    const refused = await send('{"id":"b","of":"github.com/acme/pay"}');
    expect(refused.status).toBe(403);
    expect(refused.body.error).toMatchObject({
      name: 'NotAllowedError',
      message:
        'The field "repository" speaks of github.com/acme/pay; the source "test" may speak of github.com/acme/shop only',
    });
    // Nobody learns what is in a scope without a secret.
    const forged = await send('{"id":"c","of":"github.com/acme/pay"}', 'x');
    expect(forged.status).toBe(401);
    expect(await stored()).toEqual(['a']);
    await refusals.flush();
    expect(await store.counters()).toMatchObject([{ refused: 2 }]);
  });

  eachDatabase('keeps the body as it came, byte by byte', async knex => {
    const bodies: Buffer[] = [];
    const parts = setUpInbox(knex, {
      connectors: [
        hmacConnector({
          identify: async () => ({ deliveryId: 'a', event: 'thing' }),
          async normalise({ body }) {
            bodies.push(body);
            return { outcome: 'ignored', reason: 'seen' };
          },
        }),
      ],
    });
    const app = express().use(
      createIngestRouter({
        inbox: parts.inbox,
        maxBodyBytes: MAX,
        maxWaitingBytes: MAX,
      }),
    );
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await request(app)
      .post('/ingest/test')
      .set('Content-Type', 'application/octet-stream')
      .set('X-Signature', sign(body, SECRET))
      .send(body)
      .expect(202);
    await parts.processor.processOnce();
    expect(bodies).toEqual([body]);
  });

  eachDatabase('accepts every configured secret, and no other', async knex => {
    const { send, stored } = setUp(knex, {
      source: { secrets: ['new', 'old'] },
    });
    expect((await send('{"id":"a"}', 'new')).status).toBe(202);
    expect((await send('{"id":"b"}', 'old')).status).toBe(202);
    expect((await send('{"id":"c"}', 'older')).status).toBe(401);
    expect(await stored()).toEqual(['a', 'b']);
  });

  eachDatabase('refuses and counts what proves no secret', async knex => {
    const { app, send, stored, refusals, sources, logger } = setUp(knex);
    const wrong = await send('not even JSON', 'wrong');
    expect(wrong.status).toBe(401);
    expect(wrong.body.error).toMatchObject({
      name: 'AuthenticationError',
      message: 'The delivery proves none of the secrets of "test"',
    });
    const missing = await request(app).post('/ingest/test').send('{"id":"a"}');
    expect(missing.status).toBe(401);
    expect(await stored()).toEqual([]);

    // Nothing is written for a refusal until the counter is flushed.
    expect(await knex('source_counters')).toEqual([]);
    await refusals.flush();
    await send('x', 'wrong');
    await refusals.flush();
    await refusals.flush();
    expect((await sources()).find(({ id }) => id === 'test')).toMatchObject({
      refused: { count: 3, lastAt: expect.any(String) },
    });
    expect(logger.error).not.toHaveBeenCalled();
  });

  eachDatabase('keeps a source without secrets closed', async knex => {
    const { send, stored, sources, refusals } = setUp(knex, {
      source: { secrets: [] },
    });
    for (const source of ['test', 'unused']) {
      const { status, body } = await send('{"id":"a"}', '', source);
      expect(status).toBe(401);
      expect(body.error.message).toBe(
        `The source "${source}" is closed: no secret is configured for it`,
      );
    }
    await refusals.flush();
    expect(await stored()).toEqual([]);
    expect(
      (await sources()).map(({ id, open, ingestPath }) => ({
        id,
        open,
        ingestPath,
      })),
    ).toEqual([
      { id: 'test', open: false, ingestPath: '/api/trace/ingest/test' },
      { id: 'unused', open: false, ingestPath: '/api/trace/ingest/unused' },
    ]);
  });

  eachDatabase('does not know a source that is not there', async knex => {
    const { send, refusals } = setUp(knex);
    for (const source of ['nobody', '__proto__', 'constructor']) {
      expect((await send('{"id":"a"}', SECRET, source)).status).toBe(404);
    }
    // Nor keep anything under names that strangers choose.
    await refusals.flush();
    expect(await knex('source_counters')).toEqual([]);
  });

  eachDatabase('says why it cannot understand a delivery', async knex => {
    const { send, stored } = setUp(knex);
    const { status, body } = await send('{"id":');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: 'The body is not JSON',
    });
    expect(await stored()).toEqual([]);
  });

  eachDatabase('refuses a body that says it is too large', async knex => {
    const { send, stored } = setUp(knex);
    const { status, body } = await send('x'.repeat(MAX + 1));
    expect(status).toBe(413);
    expect(body.error).toMatchObject({
      name: 'PayloadTooLargeError',
      message: expect.stringContaining('at most 1000 bytes'),
    });
    // At the limit it is read, and refused for another reason.
    expect((await send('x'.repeat(MAX))).status).toBe(400);
    expect(await stored()).toEqual([]);
  });

  eachDatabase('stops reading a body that turns out too large', async knex => {
    const { app } = setUp(knex);
    const server = await listen(app);
    try {
      const { status, text } = await sendChunks(
        server,
        Array.from({ length: 20 }, () => Buffer.alloc(100)),
      );
      expect(status).toBe(413);
      expect(text).toContain('at most 1000 bytes');
    } finally {
      server.close();
    }
  });

  eachDatabase('asks to try later when too much comes in', async knex => {
    const { app, send } = setUp(knex, { maxWaitingBytes: 100 });
    const server = await listen(app);
    try {
      const { status, retryAfter } = await sendChunks(server, [
        Buffer.alloc(101),
      ]);
      expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '10' });
    } finally {
      server.close();
    }
    // What was read of it, or of any other, is not held against later ones.
    for (let index = 0; index < 20; index += 1) {
      expect((await send(`{"id":"${index}"}`)).status).toBe(202);
      expect((await send('x'.repeat(90), 'wrong')).status).toBe(401);
    }
  });

  eachDatabase('takes no compressed bodies', async knex => {
    const { app, stored } = setUp(knex);
    const body = gzipSync('{"id":"a"}');
    const { status, text } = await request(app)
      .post('/ingest/test')
      .set('Content-Encoding', 'gzip')
      .set('X-Signature', sign(body, SECRET))
      .send(body);
    expect(status).toBe(415);
    expect(text).toContain('without a content encoding');
    expect(await stored()).toEqual([]);
  });

  eachDatabase('forgets a request that breaks off', async knex => {
    const { app, stored, send, logger } = setUp(knex, { maxWaitingBytes: 100 });
    const server = await listen(app);
    const { port } = server.address() as AddressInfo;
    try {
      for (let index = 0; index < 3; index += 1) {
        await new Promise<void>(resolve => {
          const broken = httpRequest({
            port,
            method: 'POST',
            path: '/ingest/test',
            headers: { 'Content-Length': '200' },
          });
          broken.on('error', () => resolve());
          broken.write(Buffer.alloc(50), () => broken.destroy());
        });
      }
    } finally {
      await new Promise(resolve => {
        server.close(resolve);
      });
    }
    expect((await send(`{"id":"${'x'.repeat(90)}"}`)).status).toBe(202);
    expect(await stored()).toHaveLength(1);
    expect(logger.error).not.toHaveBeenCalled();
  });
});
