import { PermissionsService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { GithubHostStatus } from '@throughline/plugin-trace-common';
import { databaseTests } from '@throughline/test-kit';
import { generateKeyPairSync } from 'node:crypto';
import { parse } from 'yaml';
import { FakeGithub } from './__testUtils__/fakeGithub';
import { asUser, Send, withConnect } from './__testUtils__/withConnect';
import { CAPABILITIES } from './capabilities';

const { eachDatabase } = databaseTests('@throughline/plugin-trace-backend');

/** Signs nothing that anybody checks: the server of the tests takes any. */
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const APPS = [{ appId: 7, clientId: 'c', clientSecret: 's', privateKey }];
const ALL = Object.fromEntries(
  CAPABILITIES.map(({ permission }) => [permission, 'read']),
);
const LIMIT = {
  body: {
    resources: {
      core: { limit: 5000, remaining: 4990, reset: 1_800_000_000 },
      graphql: { limit: 5000, remaining: 1200, reset: 1_800_000_600 },
    },
  },
};

const installation = (login: string, more: object = {}) => ({
  id: login.length,
  account: { login },
  app_slug: 'throughline',
  html_url: `https://github.com/organizations/${login}/settings/installations/1`,
  repository_selection: 'all',
  permissions: ALL,
  suspended_at: null,
  ...more,
});

const repository = (slug: string, more: object = {}) => ({
  full_name: slug,
  description: null,
  pushed_at: '2026-03-01T10:00:00Z',
  archived: false,
  ...more,
});

const token = { expires_at: '2100-01-01T00:00:00Z', token: 'installed' };

const CONVERSION = {
  id: 42,
  slug: 'throughline-acme',
  name: 'Throughline acme',
  html_url: 'https://github.com/apps/throughline-acme',
  client_id: 'Iv1.client',
  client_secret: 'client-secret-value',
  webhook_secret: 'webhook-secret-value',
  pem: privateKey,
};

describe('connecting GitHub', () => {
  let github: FakeGithub;

  beforeEach(async () => {
    github = new FakeGithub();
    await github.start();
  });
  afterEach(() => github.stop());

  const statusOf = async (send: Send): Promise<GithubHostStatus> => {
    const { status, body } = await send('get', '/github/connection');
    expect(status).toBe(200);
    return body.hosts.find(
      ({ host }: GithubHostStatus) => host === github.host,
    );
  };
  const statesOf = ({ capabilities }: GithubHostStatus) =>
    Object.fromEntries(capabilities.map(({ id, state }) => [id, state]));

  describe('GET /github/connection', () => {
    eachDatabase('says what all installations of an App may', async knex => {
      github.answers = {
        'GET /app': {
          body: { slug: 'throughline', owner: { login: 'acme' } },
        },
        'GET /app/installations': {
          body: [
            installation('shop', {
              repository_selection: 'selected',
              permissions: { ...ALL, checks: undefined },
            }),
            installation('acme'),
            installation('gone', { suspended_at: '2026-01-01T00:00:00Z' }),
          ],
        },
        'POST /app/installations/4/access_tokens': { status: 201, body: token },
        'GET /rate_limit': LIMIT,
      };
      const host = { ...github.integration, apps: APPS };
      await withConnect(knex, { github: [host] }, async send => {
        const status = await statusOf(send);
        expect(status).toMatchObject({
          credentials: 'app',
          app: {
            slug: 'throughline',
            owner: 'acme',
            installations: [
              { account: 'acme', repositories: 'all' },
              { account: 'shop', repositories: 'selected' },
            ],
          },
          rateLimit: {
            limit: 5000,
            remaining: 1200,
            resetAt: new Date(1_800_000_600_000).toISOString(),
          },
        });
        expect(status.problem).toBeUndefined();
        expect(statesOf(status)).toMatchObject({
          metadata: 'granted',
          checks: 'missing',
          issues: 'granted',
        });
      });
    });

    eachDatabase('says that an App is installed nowhere', async knex => {
      github.answers = {
        'GET /app': { body: { slug: 'throughline' } },
        'GET /app/installations': { body: [] },
      };
      const host = { ...github.integration, apps: APPS };
      await withConnect(knex, { github: [host] }, async send => {
        const status = await statusOf(send);
        expect(status.problem).toContain('not installed anywhere');
        expect(statesOf(status).checks).toBe('unknown');
      });
    });

    eachDatabase(
      'reads what a classic token may from its scopes',
      async knex => {
        const host = { ...github.integration, token: 'classic' };
        await withConnect(knex, { github: [host] }, async send => {
          const scoped = (scopes: string) => ({
            'GET /user': { headers: { 'x-oauth-scopes': scopes } },
            'GET /rate_limit': LIMIT,
          });
          github.answers = scoped('repo, read:org');
          const full = await statusOf(send);
          expect(full.credentials).toBe('token');
          expect(new Set(Object.values(statesOf(full)))).toEqual(
            new Set(['granted']),
          );
          expect(full.problem).toBeUndefined();

          github.answers = scoped('public_repo');
          const open = await statusOf(send);
          expect(new Set(Object.values(statesOf(open)))).toEqual(
            new Set(['unknown']),
          );
          expect(open.problem).toContain('only public repositories');
        });
      },
    );

    eachDatabase('tries what a fine-grained token may', async knex => {
      const at = 'GET /repos/acme/shop';
      github.answers = {
        'GET /user': {},
        'GET /user/repos': query => ({
          body:
            query.get('visibility') === 'private'
              ? [{ name: 'shop', owner: { login: 'acme' } }]
              : [],
        }),
        [at]: {},
        [`${at}/commits`]: { status: 409, body: { message: 'empty' } },
        [`${at}/pulls`]: {},
        [`${at}/commits/HEAD/check-runs`]: { status: 403 },
        [`${at}/deployments`]: { status: 500 },
        // The others are not found.
      };
      const host = { ...github.integration, token: 'fine' };
      await withConnect(knex, { github: [host] }, async send => {
        const status = await statusOf(send);
        expect(statesOf(status)).toEqual({
          metadata: 'granted',
          contents: 'granted',
          'pull-requests': 'granted',
          checks: 'missing',
          actions: 'missing',
          deployments: 'unknown',
          issues: 'missing',
        });
        // This server sets no limits, as GitHub Enterprise may.
        expect(status.rateLimit).toBeUndefined();
      });
    });

    eachDatabase(
      'has a problem, and no failure, where it cannot ask',
      async knex => {
        github.answers = {
          'GET /user': { status: 401, body: { message: 'Bad credentials' } },
        };
        const away = { host: '127.0.0.1:1', apiBaseUrl: 'http://127.0.0.1:1' };
        await withConnect(
          knex,
          {
            github: [
              { ...github.integration, token: 'wrong' },
              { ...away, token: 'any' },
            ],
          },
          async send => {
            const { status, body } = await send('get', '/github/connection');
            expect(status).toBe(200);
            const problems = Object.fromEntries(
              body.hosts.map(({ host, problem }: GithubHostStatus) => [
                host,
                problem,
              ]),
            );
            expect(problems[github.host]).toContain('Bad credentials');
            expect(problems[away.host]).toContain('fetch failed');
            expect(problems['github.com']).toBe(
              'integrations.github has no credentials for github.com',
            );
            expect(body.import).toEqual({
              enabled: true,
              days: 90,
              everyMinutes: 60,
              repositories: 0,
            });
          },
        );
      },
    );

    eachDatabase(
      'has a problem where the key of an App is none',
      async knex => {
        const apps = [{ ...APPS[0], privateKey: 'not a key' }];
        const host = { ...github.integration, apps };
        await withConnect(knex, { github: [host] }, async send => {
          const status = await statusOf(send);
          expect(status.problem).toContain('does not take the credentials');
          expect(github.asked).toEqual([]);
        });
      },
    );
  });

  describe('GET /github/manifest', () => {
    const manifestOf = (send: Send, query: string) =>
      send('get', `/github/manifest?page=/connections/github&${query}`);

    eachDatabase('describes an App that only reads', async knex => {
      await withConnect(knex, {}, async send => {
        const { status, body, headers } = await manifestOf(
          send,
          'organisation=acme',
        );
        expect(status).toBe(200);
        expect(headers['cache-control']).toBe('no-store');
        expect(body.action).toBe(
          `https://github.com/organizations/acme/settings/apps/new?state=${body.state}`,
        );
        expect(body.manifest).toEqual({
          name: 'Throughline acme',
          description: expect.any(String),
          url: 'https://portal.example',
          redirect_url: 'https://portal.example/connections/github',
          public: false,
          hook_attributes: {
            url: 'https://portal.example/api/trace/ingest/github',
            active: true,
          },
          default_permissions: {
            metadata: 'read',
            contents: 'read',
            pull_requests: 'read',
            checks: 'read',
            actions: 'read',
            deployments: 'read',
            issues: 'read',
          },
          default_events: expect.arrayContaining(['pull_request', 'push']),
        });
        expect(body.notes).toEqual([]);
        expect(body.asks).toHaveLength(CAPABILITIES.length);

        const own = await manifestOf(send, '');
        expect(own.body.action).toMatch(
          /^https:\/\/github\.com\/settings\/apps\/new\?state=/,
        );
      });
    });

    eachDatabase('asks for no webhook that GitHub cannot reach', async knex => {
      await withConnect(
        knex,
        { backendBaseUrl: 'http://localhost:7007' },
        async send => {
          const { body } = await manifestOf(send, '');
          expect(body.manifest).not.toHaveProperty('hook_attributes');
          expect(body.manifest).not.toHaveProperty('default_events');
          expect(body.notes).toEqual([
            expect.stringContaining(
              'cannot reach http://localhost:7007/api/trace/ingest/github',
            ),
          ]);
        },
      );
    });

    eachDatabase('names the parameter it cannot use', async knex => {
      await withConnect(knex, {}, async send => {
        for (const [query, message] of [
          ['page=/a&organisation=a/b', 'organisation: expected the name'],
          ['page=/a&host=evil.example', 'host: expected a host of integr'],
          ['page=//evil.example', 'page: expected the path of a page'],
          ['page=/%5Cevil.example', 'page: expected the path of a page'],
          ['page=https://evil.example', 'page: expected the path of a page'],
          ['', 'page: '],
        ]) {
          const { status, body } = await send(
            'get',
            `/github/manifest?${query}`,
          );
          expect(status).toBe(400);
          expect(body.error.message).toContain(message);
        }
      });
    });
  });

  describe('POST /github/app', () => {
    const CODE = 'abc123';
    const exchange = `POST /app-manifests/${CODE}/conversions`;
    const begin = async (send: Send, header?: string) => {
      const { body } = await send(
        'get',
        `/github/manifest?page=/connections/github&host=${github.host}`,
        header,
      );
      return body.state as string;
    };

    eachDatabase('gives the credentials once', async knex => {
      github.answers = { [exchange]: { status: 201, body: CONVERSION } };
      await withConnect(knex, { github: [github.integration] }, async send => {
        const state = await begin(send);
        const answer = await send('post', '/github/app').send({
          code: CODE,
          state,
        });
        expect(answer.status).toBe(200);
        expect(answer.headers['cache-control']).toBe('no-store');
        const { credentialsYaml, configYaml, ...rest } = answer.body;
        expect(rest).toEqual({
          host: github.host,
          name: 'Throughline acme',
          htmlUrl: 'https://github.com/apps/throughline-acme',
          installUrl:
            'https://github.com/apps/throughline-acme/installations/new',
          fileName: 'github-app-throughline-acme-credentials.yaml',
        });
        expect(parse(credentialsYaml)).toEqual({
          appId: 42,
          webhookUrl: 'https://portal.example/api/trace/ingest/github',
          clientId: 'Iv1.client',
          clientSecret: 'client-secret-value',
          webhookSecret: 'webhook-secret-value',
          privateKey,
        });
        expect(parse(configYaml)).toEqual({
          integrations: {
            github: [
              {
                ...github.integration,
                apps: [{ $include: rest.fileName }],
              },
            ],
          },
          trace: {
            sources: {
              github: {
                secrets: [{ $include: `${rest.fileName}#webhookSecret` }],
              },
            },
          },
        });

        const again = await send('post', '/github/app').send({
          code: CODE,
          state,
        });
        expect(again.status).toBe(400);
        expect(again.body.error.message).toContain('state: expected one');
        expect(github.asked).toEqual([exchange]);
      });
    });

    eachDatabase('is in the audit log, without a secret', async knex => {
      github.answers = { [exchange]: { status: 201, body: CONVERSION } };
      const audited = { success: jest.fn(), fail: jest.fn() };
      const auditor = mockServices.auditor.mock({
        createEvent: jest.fn(async () => audited),
      });
      const options = { github: [github.integration], auditor };
      await withConnect(knex, options, async send => {
        const state = await begin(send);
        const body = { code: CODE, state };
        await send('post', '/github/app').send(body).expect(200);
        await send('post', '/github/app').send(body).expect(400);

        expect(auditor.createEvent).toHaveBeenCalledWith(
          expect.objectContaining({
            eventId: 'github-app-create',
            severityLevel: 'high',
          }),
        );
        expect(audited.success.mock.calls).toEqual([
          [{ meta: { host: github.host, appId: 42, slug: CONVERSION.slug } }],
        ]);
        expect(audited.fail).toHaveBeenCalledTimes(1);
        const [[{ error }]] = audited.fail.mock.calls;
        expect(error.message).toContain('state: expected one');
        expect(error.message).not.toContain(state);
      });
    });

    eachDatabase('lets only the user go on who began', async knex => {
      github.answers = { [exchange]: { status: 201, body: CONVERSION } };
      await withConnect(knex, { github: [github.integration] }, async send => {
        const state = await begin(send, asUser('ada'));
        for (const [header, given, message] of [
          [asUser('eve'), state, 'state: expected one that you were given'],
          [asUser('ada'), 'A'.repeat(43), 'state: expected one that you'],
          [asUser('ada'), 'short', 'state: expected the state that GitHub'],
        ]) {
          const { status, body } = await send(
            'post',
            '/github/app',
            header,
          ).send({ code: CODE, state: given });
          expect(status).toBe(400);
          expect(body.error.message).toContain(message);
        }
        expect(github.asked).toEqual([]);
      });
    });

    eachDatabase('says when GitHub does not know the code', async knex => {
      await withConnect(knex, { github: [github.integration] }, async send => {
        const state = await begin(send);
        const { status, body } = await send('post', '/github/app').send({
          code: CODE,
          state,
        });
        expect(status).toBe(400);
        expect(body.error.message).toContain('code: ');
        // Nothing is over: another code may be tried with the same state.
        github.answers = { [exchange]: { status: 201, body: CONVERSION } };
        expect(
          (await send('post', '/github/app').send({ code: CODE, state }))
            .status,
        ).toBe(200);
      });
    });

    eachDatabase(
      'takes no answer that is no App, and shows none of it',
      async knex => {
        github.answers = {
          [exchange]: { body: { ...CONVERSION, id: 'seven' } },
        };
        await withConnect(
          knex,
          { github: [github.integration] },
          async send => {
            const { status, body } = await send('post', '/github/app').send({
              code: CODE,
              state: await begin(send),
            });
            expect(status).toBe(503);
            expect(body.error.message).toContain('no GitHub App');
            expect(JSON.stringify(body)).not.toContain('secret-value');
          },
        );
      },
    );
  });

  describe('GET /github/repositories', () => {
    const payments = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'payments',
        namespace: 'default',
        annotations: {
          'backstage.io/source-location':
            'url:https://127.0.0.1/acme/payments/',
        },
      },
      spec: { type: 'service', owner: 'team-a', lifecycle: 'production' },
    };

    eachDatabase('lists them account by account', async knex => {
      const many = Array.from({ length: 100 }, (_, index) =>
        repository(`acme/r${index}`),
      );
      github.answers = {
        'GET /app/installations': {
          body: [installation('shop'), installation('zoom22')],
        },
        'POST /app/installations/4/access_tokens': { status: 201, body: token },
        'POST /app/installations/6/access_tokens': {
          status: 201,
          body: { ...token, token: 'other' },
        },
        'GET /installation/repositories': (query, { headers }) => {
          if (headers.authorization === 'Bearer other') {
            return { body: { repositories: [repository('zoom22/z')] } };
          }
          return query.get('page') === '1'
            ? { body: { repositories: many } }
            : {
                body: {
                  repositories: [
                    repository('acme/old', { archived: true }),
                    repository('acme/last', { description: 'The last' }),
                  ],
                },
              };
        },
      };
      const host = { ...github.integration, apps: APPS };
      await withConnect(knex, { github: [host] }, async send => {
        const first = await send('get', '/github/repositories');
        expect(first.body.items).toHaveLength(100);
        const second = await send(
          'get',
          `/github/repositories?cursor=${first.body.nextCursor}`,
        );
        expect(second.body).toEqual({
          items: [
            {
              repository: '127.0.0.1/acme/last',
              description: 'The last',
              pushedAt: '2026-03-01T10:00:00Z',
              entityRefs: [],
              proposal: expect.stringContaining('kind: Component'),
            },
            expect.objectContaining({ repository: '127.0.0.1/zoom22/z' }),
          ],
          problems: [],
        });
        for (const cursor of ['x', 'e30']) {
          const { status, body } = await send(
            'get',
            `/github/repositories?cursor=${cursor}`,
          );
          expect(status).toBe(400);
          expect(body.error.message).toContain('cursor: expected');
        }
      });
    });

    eachDatabase('names the entities that claim them', async knex => {
      // Here the plugin keeps what the catalog says.
      await knex('entities').insert({
        ref: 'component:default/payments',
        repository: '127.0.0.1/acme/payments',
        config: '{}',
      });
      github.answers = {
        'GET /user/repos': {
          body: [repository('Acme/Payments'), repository('acme/new')],
        },
      };
      const host = { ...github.integration, token: 'any' };
      await withConnect(
        knex,
        { github: [host], entities: [payments] },
        async send => {
          const all = await send('get', '/github/repositories');
          expect(all.body.items).toMatchObject([
            {
              repository: '127.0.0.1/acme/payments',
              entityRefs: ['component:default/payments'],
            },
            {
              repository: '127.0.0.1/acme/new',
              entityRefs: [],
              proposal: expect.stringContaining('name: new'),
            },
          ]);
          expect(all.body.items[0]).not.toHaveProperty('proposal');
          const unclaimed = await send(
            'get',
            '/github/repositories?unclaimed=true',
          );
          expect(unclaimed.body.items).toEqual([all.body.items[1]]);
          const { body } = await send('get', '/github/connection');
          expect(body.import.repositories).toBe(1);
        },
      );
    });

    eachDatabase('has a problem where it cannot ask', async knex => {
      github.answers = {
        'GET /user/repos': {
          status: 401,
          body: { message: 'Bad credentials' },
        },
      };
      const host = { ...github.integration, token: 'wrong' };
      await withConnect(knex, { github: [host] }, async send => {
        const { status, body } = await send('get', '/github/repositories');
        expect(status).toBe(200);
        expect(body).toEqual({
          items: [],
          problems: [
            {
              host: github.host,
              problem: expect.stringContaining('Bad credentials'),
            },
          ],
        });
      });
    });
  });

  describe('who may', () => {
    const requests = (send: Send, header?: string) => [
      send('get', '/github/connection', header),
      send('get', '/github/manifest?page=/connections/github', header),
      send('post', '/github/app', header).send({
        code: 'a',
        state: 'A'.repeat(43),
      }),
      send('get', '/github/repositories', header),
    ];

    eachDatabase('needs the permission for every route', async knex => {
      const permissions: PermissionsService = {
        authorize: async asked =>
          asked.map(() => ({ result: AuthorizeResult.DENY })),
        authorizeConditional: async () => [],
      };
      await withConnect(
        knex,
        { github: [{ ...github.integration, token: 'any' }], permissions },
        async send => {
          for (const answer of await Promise.all(requests(send))) {
            expect(answer.status).toBe(403);
            expect(answer.body.error.message).toContain(
              'trace.connections.manage',
            );
          }
          expect(github.asked).toEqual([]);
        },
      );
    });

    eachDatabase('needs a user', async knex => {
      const github1 = [{ ...github.integration, token: 'any' }];
      await withConnect(knex, { github: github1 }, async send => {
        const none = mockCredentials.none.header();
        for (const answer of await Promise.all(requests(send, none))) {
          expect(answer.status).toBe(401);
        }
        const service = mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:other'),
          targetPluginId: 'trace',
        });
        for (const answer of await Promise.all(requests(send, service))) {
          expect(answer.status).toBe(403);
        }
        expect(github.asked).toEqual([]);
      });
    });
  });
});
