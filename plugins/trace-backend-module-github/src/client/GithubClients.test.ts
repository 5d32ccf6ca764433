import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  addApp,
  addToken,
  installApp,
  GithubPlayer,
  startGithubPlayer,
} from '@throughline/github-player';
import { quickTiming } from '../import/__testUtils__/importing';
import { someOrganisation } from '../import/__testUtils__/organisation';
import { GithubClients, getRest, githubHosts, queryGraphql } from '.';

const HOST = 'github.player.test';
const RATE = '{ rateLimit { limit } }';

const app = {
  appId: 1,
  clientId: 'c',
  clientSecret: 's',
  webhookSecret: 'w',
  privateKey: 'k',
};

const credentials = (token: string) => ({ type: 'token' as const, token });

describe('githubHosts', () => {
  it('knows where each host has its API', () => {
    const hosts = githubHosts(
      new ConfigReader({
        integrations: {
          github: [
            { host: 'github.com', token: 't' },
            { host: 'ghe.example', apps: [app] },
            { host: '127.0.0.1:4000', apiBaseUrl: 'http://127.0.0.1:4000/' },
          ],
        },
      }),
    );
    expect(
      hosts.map(({ integration: _, ...host }) => Object.values(host)),
    ).toEqual([
      [
        'github.com',
        'github.com',
        'https://api.github.com',
        'https://api.github.com',
        'token',
      ],
      [
        'ghe.example',
        'ghe.example',
        'https://ghe.example/api/v3',
        'https://ghe.example/api',
        'app',
      ],
      [
        '127.0.0.1:4000',
        '127.0.0.1',
        'http://127.0.0.1:4000',
        'http://127.0.0.1:4000',
        'none',
      ],
    ]);
  });
});

describe('clients', () => {
  const waited: number[] = [];
  let player: GithubPlayer;
  const clientsOf = (integration: object, apiPath = '') =>
    GithubClients.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            {
              host: HOST,
              apiBaseUrl: `${player.url}${apiPath}`,
              ...integration,
            },
          ],
        },
      }),
      quickTiming(waited),
    );

  beforeEach(async () => {
    waited.length = 0;
    player = await startGithubPlayer({
      organisation: someOrganisation(),
      host: HOST,
    });
  });
  afterEach(() => player.close());

  it('are there for repositories of the hosts, and for no others', () => {
    const clients = clientsOf({ token: 't' });
    expect(clients.forRepository(`${HOST}/made-up/shop`)).toBeDefined();
    expect(clients.forRepository('elsewhere.example/made-up/shop')).toBe(
      undefined,
    );
    expect(clients.forRepository(`${HOST}/group/made-up/shop`)).toBe(undefined);
  });

  it('ask for the token again for each retry', async () => {
    const tokens = ['revoked', player.token.value];
    const asked: string[] = [];
    const [host] = clientsOf({}).hosts;
    const clients = new GithubClients(
      [host],
      {
        getCredentials: async ({ url }) => {
          asked.push(url);
          return { type: 'token', token: tokens[asked.length - 1] };
        },
      },
      quickTiming(),
    );
    player.faults.add({ answer: 502 });
    tokens[0] = player.token.value;
    const client = clients.forOwner(host, 'made-up');
    await queryGraphql(client, RATE, {});
    expect(asked).toEqual([
      `https://${HOST}/made-up`,
      `https://${HOST}/made-up`,
    ]);
    expect(player.requests.map(({ status }) => status)).toEqual([502, 200]);
  });

  it('use an app as itself, and its installation for an owner', async () => {
    const { organisation } = player;
    const registered = addApp(organisation, { name: 'Portal' });
    installApp(organisation, registered);
    const clients = clientsOf({
      apps: [
        {
          appId: registered.id,
          clientId: registered.clientId,
          clientSecret: registered.clientSecret,
          webhookSecret: registered.webhookSecret,
          privateKey: registered.privateKey,
        },
      ],
    });
    const [host] = clients.hosts;
    expect(await getRest(clients.forApp(host), '/app', {})).toMatchObject({
      slug: 'portal',
    });
    expect(
      await getRest(clients.forOwner(host, 'MADE-UP'), '/repos/{o}/{r}', {
        o: 'made-up',
        r: 'shop',
      }),
    ).toMatchObject({ full_name: 'made-up/shop' });
    player.requests.splice(0);
    await expect(
      getRest(clients.forOwner(host, 'nobody'), '/rate_limit', {}),
    ).rejects.toThrow(
      `The app of integrations.github for ${HOST} is not installed for nobody, or its allowedInstallationOwners leaves nobody out`,
    );
    const asked = player.requests.map(({ path }) => path);
    expect(asked).not.toContain('/rate_limit');
  });

  it('find GraphQL of GitHub Enterprise Server', async () => {
    const clients = clientsOf({ token: player.token.value }, '/api/v3');
    const client = clients.forRepository(`${HOST}/made-up/shop`)!;
    await queryGraphql(client, RATE, {});
    await getRest(client, '/repos/{o}/{r}', { o: 'made-up', r: 'shop' });
    expect(player.requests.map(({ path }) => path)).toEqual([
      '/graphql',
      '/repos/made-up/shop',
    ]);
  });

  it('wait by the clock of GitHub, whatever ours says', async () => {
    player.clock.skew = 5 * 60 * 60 * 1000;
    player.faults.add({ answer: '403-primary', resetAfter: 600 });
    const until: string[] = [];
    const clients = clientsOf({ token: player.token.value });
    const client = clients.forOwner(clients.hosts[0], 'made-up', {
      onWait: time => {
        until.push(time);
      },
    });
    await queryGraphql(client, RATE, {});
    expect(waited).toHaveLength(1);
    expect(Math.abs(waited[0] / 1000 - 600)).toBeLessThan(10);
    expect(until).toHaveLength(1);
    expect(Date.parse(client.answers.date!)).toBeGreaterThan(
      Date.now() + 4 * 60 * 60 * 1000,
    );
  });

  it('wait all the same when that cannot be shown', async () => {
    const logger = mockServices.logger.mock();
    const clients = clientsOf({ token: player.token.value });
    const client = clients.forOwner(clients.hosts[0], 'made-up', {
      onWait: async () => {
        throw new Error('The database is gone');
      },
      logger,
    });
    player.faults.add({ answer: '403-secondary', retryAfter: 42 });
    await getRest(client, '/repos/{o}/{r}', { o: 'made-up', r: 'shop' });
    expect(waited).toEqual([42_000]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.any(String),
      new Error('The database is gone'),
    );
  });

  it.each(['403-primary', '403-secondary'] as const)(
    'take %s for no missing permission',
    async answer => {
      const clients = new GithubClients(
        clientsOf({ token: player.token.value }).hosts,
        { getCredentials: async () => credentials(player.token.value) },
        {
          ...quickTiming(),
          wait: () => Promise.reject(new Error('No time to wait')),
        },
      );
      const client = clients.forOwner(clients.hosts[0], 'made-up', {
        logger: mockServices.logger.mock(),
      });
      player.faults.add({ answer });
      await expect(
        getRest(client, '/repos/{o}/{r}', { o: 'made-up', r: 'shop' }),
      ).rejects.toThrow(`${HOST} limits requests: `);
    },
  );

  describe('when there is no answer to the question for a token', () => {
    const failure = (status: number, headers = {}) =>
      Object.assign(new Error(`Status ${status}`), {
        status,
        response: { headers },
      });
    function clientThat(...fails: Error[]) {
      const [host] = clientsOf({ token: 't' }).hosts;
      const clients = new GithubClients(
        [host],
        {
          getCredentials: async () => {
            const error = fails.shift();
            if (error) throw error;
            return credentials(player.token.value);
          },
        },
        quickTiming(),
      );
      return clients.forOwner(host, 'made-up');
    }

    it.each([
      ['500', failure(500)],
      ['502', failure(502)],
      ['a limit', failure(403, { 'x-ratelimit-remaining': '0' })],
    ])('ask again after %s', async (_, error) => {
      await queryGraphql(clientThat(error, error), RATE, {});
      expect(player.requests.map(({ status }) => status)).toEqual([200]);
    });

    it('end by saying so', async () => {
      const client = clientThat(...Array(9).fill(failure(502)));
      const asked = queryGraphql(client, RATE, {});
      await expect(asked).rejects.toThrow(
        `${HOST} cannot be reached for a token: Status 502`,
      );
      // A smaller question would not help.
      await expect(asked).rejects.not.toMatchObject({ name: 'TooMuchAtOnce' });
    });

    it.each([
      ['401', failure(401)],
      ['403', failure(403)],
      ['404', failure(404)],
      ['what Backstage says', new Error('The application is suspended')],
    ])('do not ask again after %s', async (_, error) => {
      await expect(
        queryGraphql(clientThat(error), RATE, {}),
      ).rejects.toMatchObject({ name: 'CredentialsRefused' });
      expect(player.requests).toEqual([]);
    });
  });

  it('end at once when told to while they wait for a limit', async () => {
    const controller = new AbortController();
    const clients = new GithubClients(
      clientsOf({}).hosts,
      {
        getCredentials: async () => ({
          type: 'token',
          token: player.token.value,
        }),
      },
      { ...quickTiming(), wait: () => new Promise(() => {}) },
    );
    player.faults.add({ answer: '403-secondary', retryAfter: 3600 });
    const client = clients.forOwner(clients.hosts[0], 'made-up', {
      signal: controller.signal,
      onWait: () => controller.abort(new Error('The backend stops')),
    });
    await expect(queryGraphql(client, RATE, {})).rejects.toThrow(
      'The backend stops',
    );
  });

  it('name the permission that is missing', async () => {
    const token = addToken(player.organisation, {
      permissions: { metadata: 'read' },
    });
    const clients = clientsOf({ token: token.value });
    const client = clients.forOwner(clients.hosts[0], 'made-up');
    await expect(
      getRest(client, '/repos/{o}/{r}/actions/runs', {
        o: 'made-up',
        r: 'shop',
      }),
    ).rejects.toMatchObject({
      name: 'PermissionMissing',
      permission: 'actions: read',
    });
  });

  it.each([
    ['RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.'],
    ['MAX_NODE_LIMIT_EXCEEDED', 'This query requests too many nodes.'],
    [undefined, 'Something went wrong while executing your query on …'],
  ])('take errors of %s for too much at once', async (type, message) => {
    const clients = clientsOf({ token: player.token.value });
    const client = clients.forOwner(clients.hosts[0], 'made-up');
    player.faults.add({
      answer: 'errors',
      // Not the first, which is the only one that the retry plugin looks at.
      errors: [
        { type: 'FORBIDDEN', message: 'Not this' },
        { type, message },
      ],
    });
    await expect(queryGraphql(client, RATE, {})).rejects.toMatchObject({
      name: 'TooMuchAtOnce',
      message: `${HOST} answered: ${message}`,
    });
  });

  it('say which integration has no good credentials', async () => {
    const clients = clientsOf({ token: 'ghp_wrong' });
    const client = clients.forOwner(clients.hosts[0], 'made-up');
    await expect(queryGraphql(client, RATE, {})).rejects.toThrow(
      `GitHub does not take the credentials of integrations.github for ${HOST}: Bad credentials`,
    );
    expect(player.requests).toHaveLength(1);
  });
});
