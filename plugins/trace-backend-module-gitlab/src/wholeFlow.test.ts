import { mockCredentials } from '@backstage/backend-test-utils';
// The module is tested in the plugin that it belongs to.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import tracePlugin from '@throughline/plugin-trace-backend';
import { databaseTests, startTraceBackend } from '@throughline/test-kit';
import { Knex } from 'knex';
import request from 'supertest';
import module from './index';
import { GitlabServer, startGitlab } from './import/__testUtils__/gitlabServer';
import { API_PROJECT, world } from './import/__testUtils__/world';
import {
  deploymentEvent,
  hash,
  HOST,
  mergeRequestEvent,
  pushCommit,
  pushEvent,
  URL,
} from './__testUtils__/payloads';

const SECRET = 'a-secret-token';
const CHECKOUT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    namespace: 'default',
    annotations: {
      'gitlab.com/project-slug': 'shop/web/checkout',
      'backstage.io/source-location': `url:${URL}/-/tree/main/`,
      'throughline.dev/ticket-keys': 'PAY',
    },
  },
  spec: { type: 'service', owner: 'shop', lifecycle: 'production' },
};
const CHAINS = '/api/trace/entities/component/default/checkout/chains';

const { eachEmptyDatabase } = databaseTests(
  '@throughline/plugin-trace-backend',
);

/** Runs with the plugin, this module and one component of the project. */
async function withBackend(
  knex: Knex,
  { server, enabled }: { server?: GitlabServer; enabled: boolean },
  test: (backend: { server: Parameters<typeof request>[0] }) => Promise<void>,
): Promise<void> {
  const backend = await startTraceBackend({
    knex,
    features: [tracePlugin, module],
    entities: [CHECKOUT],
    config: {
      integrations: {
        gitlab: [
          {
            host: HOST,
            apiBaseUrl: `${server?.url ?? 'http://localhost:1'}/api/v4`,
            token: server?.token ?? 'none',
          },
        ],
      },
      trace: {
        sources: { gitlab: { secrets: [SECRET] } },
        gitlab: { import: { enabled, since: '2026-01-01' } },
      },
    },
  });
  try {
    if (enabled) await backend.trigger('history-groups');
    await test(backend);
  } finally {
    await backend.stop();
  }
}

/** What of a chain is looked at here. */
interface Chain {
  environments: Array<{ environment: string }>;
  incomplete: string[];
}

/** The chain of the merge request, as soon as all that is told is in it. */
async function chainWith(
  server: Parameters<typeof request>[0],
  environments: string[],
): Promise<Chain> {
  for (;;) {
    const { status, body } = await request(server)
      .get(CHAINS)
      .set('authorization', mockCredentials.user.header());
    if (status !== 200) throw new Error(`answer ${status}`);
    const [chain]: Chain[] = body.items;
    const reached = chain?.environments.map(it => it.environment) ?? [];
    if (environments.every(it => reached.includes(it)) && !body.pending) {
      return chain;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('from GitLab to the Delivery tab', () => {
  eachEmptyDatabase('by webhooks alone', async knex => {
    await withBackend(knex, { enabled: false }, async ({ server }) => {
      const send = (payload: object) =>
        request(server)
          .post('/api/trace/ingest/gitlab')
          .set('x-gitlab-token', SECRET)
          .send(payload);
      const merged = mergeRequestEvent('merge', {
        state: 'merged',
        updated_at: '2026-03-02 10:00:00 UTC',
        merge_commit_sha: hash('c'),
      });
      for (const payload of [
        pushEvent([pushCommit('a'), pushCommit('c')]),
        merged,
        deploymentEvent(),
      ]) {
        expect((await send(payload)).status).toBe(202);
      }
      expect((await send(merged)).body).toMatchObject({ duplicate: true });
      expect(await chainWith(server, ['live'])).toMatchObject({
        title: 'PAY-1 Round totals',
        author: { login: 'anna' },
        landedAs: 'ccccccc',
        tickets: [{ key: 'PAY-1', link: 'implements' }],
        environments: [{ production: true, state: 'baseline' }],
      });
    });
  });

  eachEmptyDatabase('by the import alone', async knex => {
    const gitlab = await startGitlab(API_PROJECT, world());
    try {
      await withBackend(
        knex,
        { server: gitlab, enabled: true },
        async ({ server }) => {
          const chain = await chainWith(server, ['live', 'release']);
          expect(chain).toMatchObject({
            tickets: [
              { key: '#3', link: 'closes', state: 'open' },
              { key: 'PAY-1' },
            ],
            review: { state: 'approved', since: '2026-03-01T09:50:00.000Z' },
            tests: { source: 'checks', outcome: 'passed' },
            incomplete: [],
          });
        },
      );
    } finally {
      await gitlab.close();
    }
  });
});
