import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SourceSummary } from '@throughline/plugin-trace-common';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { eachDatabase } from '../__testUtils__/databases';
import {
  SECRET,
  setUpInbox,
  signedRequest,
  storedSubjects,
} from '../__testUtils__/inbox';
import { createDeliveriesRouter } from './deliveries';
import { createSourcesRouter } from './sources';

const READ = 'trace.deliveries.read';
const REPLAY = 'trace.deliveries.replay';
const ALL = [READ, REPLAY];

function setUp(knex: Knex, allowed: string[] = ALL) {
  const parts = setUpInbox(knex, {
    config: {
      sources: ['test', 'other'].map(id => ({
        id,
        connector: 'test',
        secrets: [SECRET],
      })),
    },
    histories: [
      {
        id: 'git:example',
        source: { id: 'git', title: 'Git', gives: ['commits'] },
        repository: 'example.com/shop/web',
        frequency: { hours: 1 },
        run: async () => {},
      },
    ],
  });
  const wake = jest.fn();
  const authorisation = {
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: allowed.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
  };
  const app = express()
    .use(createDeliveriesRouter({ ...authorisation, store: parts.store, wake }))
    .use(
      createSourcesRouter({
        ...authorisation,
        sources: parts.sources,
        unclaimedRepositories: async () => ({
          items: [{ repository: 'example.com/shop/api', changes: 3 }],
          truncated: true,
        }),
      }),
    )
    .use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger: mockServices.logger.mock(),
      }).error(),
    );
  return { ...parts, app, wake };
}

describe('GET /deliveries', () => {
  eachDatabase('lists the newest first, page by page', async knex => {
    const { app, inbox } = setUp(knex);
    for (let index = 0; index < 7; index += 1) {
      await inbox.accept('test', signedRequest({ id: `d${index}` }));
    }
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await request(app)
        .get('/deliveries')
        .query({ limit: 3, ...(cursor && { cursor }) });
      expect(status).toBe(200);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      sizes.push(body.items.length);
      cursor = body.nextCursor;
    } while (cursor);
    expect(sizes).toEqual([3, 3, 1]);
    const stored: Array<string | number> = await knex('deliveries')
      .orderBy('seq', 'desc')
      .pluck('seq');
    expect(seen).toEqual(stored.map(String));
  });

  eachDatabase('has no next page after a full last one', async knex => {
    const { app, inbox } = setUp(knex);
    await inbox.accept('test', signedRequest({ id: 'a' }));
    const { body } = await request(app).get('/deliveries?limit=1');
    expect(body.items).toHaveLength(1);
    expect(body.nextCursor).toBeUndefined();
  });

  eachDatabase('filters by source and status', async knex => {
    const { app, inbox, processor } = setUp(knex);
    await inbox.accept('test', signedRequest({ id: 'a', ignore: 'Not ours' }));
    await inbox.accept('test', signedRequest({ id: 'b', missing: 'number' }));
    await inbox.accept('other', signedRequest({ id: 'c', missing: 'title' }));
    await processor.processOnce();
    const get = async (query: object) =>
      (await request(app).get('/deliveries').query(query)).body.items;

    expect(await get({ source: 'test', status: 'failed' })).toEqual([
      {
        id: expect.any(String),
        source: 'test',
        event: 'thing',
        status: 'failed',
        reason: 'expected a number',
        path: 'number',
        receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        processedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        bytes: '{"id":"b","missing":"number"}'.length,
        replayable: true,
      },
    ]);
    expect(await get({ status: 'failed' })).toHaveLength(2);
    expect(await get({ source: 'test' })).toHaveLength(2);
    expect(await get({ source: 'nobody' })).toEqual([]);
  });

  eachDatabase('names the parameter it cannot use', async knex => {
    const { app } = setUp(knex);
    for (const [query, message] of [
      ['limit=0', 'limit: expected a whole number from 1 to 100'],
      ['limit=101', 'limit: expected a whole number from 1 to 100'],
      ['limit=many', 'limit: expected a whole number from 1 to 100'],
      ['limit=1&limit=2', 'limit: Invalid input: expected string'],
      ['status=lost', 'status: Invalid option: expected one of "received"'],
      ['cursor=xyz', 'cursor: expected the nextCursor of an earlier answer'],
      ['staus=failed', 'Unrecognized key: "staus"'],
    ]) {
      const { status, body } = await request(app).get(`/deliveries?${query}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain(message);
    }
  });
});

describe('POST /deliveries/:id/replay', () => {
  eachDatabase('has a delivery processed again', async knex => {
    const { app, inbox, processor, wake } = setUp(knex);
    await inbox.accept('test', signedRequest({ id: 'a' }));
    const [{ id }] = (await request(app).get('/deliveries')).body.items;

    const early = await request(app).post(`/deliveries/${id}/replay`);
    expect(early.status).toBe(409);
    expect(early.body.error.message).toContain('waiting to be processed');

    await processor.processOnce();
    await knex('facts').delete();
    const replay = await request(app).post(`/deliveries/${id}/replay`);
    expect(replay.status).toBe(202);
    expect(replay.body).toEqual({ id, status: 'received' });
    expect(wake).toHaveBeenCalledTimes(1);
    await processor.processOnce();
    expect(await storedSubjects(knex)).toEqual(['thing:a']);
  });

  eachDatabase('says why it cannot', async knex => {
    const { app, inbox, processor, expiry } = setUp(knex);
    await inbox.accept('test', signedRequest({ id: 'a' }));
    await processor.processOnce();
    await expiry.expire(new Date(Date.now() + 365 * 24 * 3_600_000));
    const [item] = (await request(app).get('/deliveries')).body.items;
    expect(item.replayable).toBe(false);
    for (const [id, code, message] of [
      [item.id, 409, 'trace.inbox.retention'],
      ['999999', 404, 'There is no delivery 999999'],
      ['x', 400, 'id: expected the id of a delivery'],
      ['99999999999999999999', 400, 'id: expected the id of a delivery'],
    ]) {
      const { status, body } = await request(app).post(
        `/deliveries/${id}/replay`,
      );
      expect(status).toBe(code);
      expect(body.error.message).toContain(message);
    }
  });
});

describe('GET /sources', () => {
  eachDatabase('shows what sends and what is read', async knex => {
    const { app, inbox, processor, histories } = setUp(knex);
    await histories.start(mockServices.scheduler.mock());
    await inbox.accept('test', signedRequest({ id: 'a', ignore: 'x' }));
    await processor.processOnce();
    await inbox.accept('test', signedRequest({ id: 'b' }));

    const { body } = await request(app).get('/sources');
    expect(body).toMatchObject({
      unclaimedRepositories: [
        { repository: 'example.com/shop/api', changes: 3 },
      ],
      unclaimedTruncated: true,
    });
    expect(body.items.map((item: SourceSummary) => item.id)).toEqual([
      'other',
      'test',
      'git',
    ]);
    expect(body.items[1]).toEqual({
      id: 'test',
      connector: 'test',
      title: 'Test',
      gives: ['facts'],
      ingestPath: '/api/trace/ingest/test',
      open: true,
      lastDeliveryAt: expect.stringMatching(/^\d{4}-.*Z$/),
      refused: { count: 0 },
      counts: { received: 1, projected: 0, ignored: 1, failed: 0 },
      histories: [],
    });
    expect(body.items[2]).toEqual({
      id: 'git',
      connector: 'git',
      title: 'Git',
      gives: ['commits'],
      open: true,
      refused: { count: 0 },
      counts: { received: 0, projected: 0, ignored: 0, failed: 0 },
      histories: [
        {
          id: 'git:example',
          repository: 'example.com/shop/web',
          state: 'waiting',
          done: 0,
          newFacts: 0,
        },
      ],
    });
  });
});

describe('who may', () => {
  eachDatabase('needs the permission of each route', async knex => {
    const { app: reading } = setUp(knex, [READ]);
    expect((await request(reading).get('/deliveries')).status).toBe(200);
    expect((await request(reading).get('/sources')).status).toBe(200);
    const replay = await request(reading).post('/deliveries/1/replay');
    expect(replay.status).toBe(403);
    expect(replay.body.error.message).toContain(REPLAY);

    const { app: replaying } = setUp(knex, [REPLAY]);
    expect((await request(replaying).get('/deliveries')).status).toBe(403);
    expect((await request(replaying).get('/sources')).status).toBe(403);
    expect((await request(replaying).post('/deliveries/1/replay')).status).toBe(
      404,
    );
  });

  eachDatabase('needs somebody', async knex => {
    const { app } = setUp(knex);
    const anonymous = { authorization: mockCredentials.none.header() };
    expect((await request(app).get('/deliveries').set(anonymous)).status).toBe(
      401,
    );
    expect((await request(app).get('/sources').set(anonymous)).status).toBe(
      401,
    );
    expect(
      (await request(app).post('/deliveries/1/replay').set(anonymous)).status,
    ).toBe(401);
  });
});
