import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { sign } from '@octokit/webhooks-methods';
// The module is tested in the plugin that it belongs to.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import githubModule from '@throughline/plugin-trace-backend-module-github';
import { databaseTests } from '@throughline/test-kit';
import createKnex, { Knex } from 'knex';
import { Server } from 'node:http';
import request from 'supertest';
import eventsModule from './index';

const { eachDatabase } = databaseTests('@throughline/plugin-trace-backend');

const SECRET = 'a-secret';
const HEADERS = { 'x-github-event': 'issues', 'x-github-delivery': 'guid-1' };
const BODY = JSON.stringify({
  action: 'opened',
  issue: {
    number: 12,
    title: 'Captures fail',
    html_url: 'https://github.com/acme/shop/issues/12',
    state: 'open',
    labels: [],
    created_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-01T10:00:00Z',
  },
  repository: { html_url: 'https://github.com/acme/shop' },
});

/** The trace plugin's tables in this database; the bus has one of its own. */
function databases(knex: Knex, ofOthers: Knex) {
  return createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => ({
      getClient: async () => (plugin.getId() === 'trace' ? knex : ofOthers),
    }),
  });
}

/** A portal that takes GitHub's webhooks by its events backend, and by ours. */
async function withPortal(
  knex: Knex,
  test: (server: Server) => Promise<void>,
): Promise<void> {
  const ofOthers = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const backend = await startTestBackend({
    features: [
      tracePlugin,
      githubModule,
      eventsModule,
      eventsPlugin,
      catalogServiceMock.factory(),
      databases(knex, ofOthers),
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          // Not kept for other processes: a backend that polls for what was
          // takes a minute to stop.
          events: { http: { topics: ['github'] }, useEventBus: 'never' },
          trace: {
            sources: { github: { secrets: [SECRET] } },
            events: { topics: { github: 'github' } },
            github: { import: { enabled: false } },
          },
        },
      }),
    ],
  });
  try {
    await test(backend.server);
  } finally {
    await backend.stop();
    await ofOthers.destroy();
  }
}

/** To the events backend, which has no validator here that asks for more. */
function publish(server: Server, headers: Record<string, string>) {
  return request(server)
    .post('/api/events/http/github')
    .set('content-type', 'application/json')
    .set(headers)
    .send(BODY);
}

async function untilProjected(knex: Knex): Promise<void> {
  for (;;) {
    const waiting = await knex('deliveries').where({ status: 'received' });
    if (waiting.length === 0) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('events of a topic', () => {
  eachDatabase('are deliveries, the same ones as by webhook', async knex => {
    await withPortal(knex, async server => {
      const webhook = async () =>
        request(server)
          .post('/api/trace/ingest/github')
          .set('content-type', 'application/json')
          .set(HEADERS)
          .set('x-hub-signature-256', await sign(SECRET, BODY))
          .send(BODY);

      expect((await publish(server, HEADERS)).status).toBe(202);
      // Committed before whoever published it was answered.
      const [delivery] = await knex('deliveries');
      expect(delivery).toMatchObject({
        source: 'github',
        delivery_id: 'guid-1',
        event: 'issues',
      });
      await untilProjected(knex);
      expect(await knex('deliveries').pluck('status')).toEqual(['projected']);
      expect(await knex('facts').pluck('subject')).toEqual([
        'issue:github.com/acme/shop#12',
      ]);

      expect((await webhook()).body).toEqual({
        deliveryId: 'guid-1',
        duplicate: true,
      });
      await publish(server, HEADERS);
      expect(await knex('deliveries').pluck('delivery_id')).toEqual(['guid-1']);
    });
  });

  eachDatabase('count as refused without their headers', async knex => {
    await withPortal(knex, async server => {
      expect((await publish(server, {})).status).toBe(202);
    });
    // Written when the backend stopped.
    expect(await knex('deliveries')).toEqual([]);
    expect(await knex('source_counters').select('source', 'refused')).toEqual([
      { source: 'github', refused: expect.anything() },
    ]);
  });
});
