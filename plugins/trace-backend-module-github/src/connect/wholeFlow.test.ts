import {
  GithubAppResponse,
  GithubHostStatus,
  GithubManifestResponse,
  GithubRepositoriesResponse,
} from '@throughline/plugin-trace-common';
import {
  generateOrganisation,
  GithubPlayer,
  installApp,
  startGithubPlayer,
} from '@throughline/github-player';
import { databaseTests } from '@throughline/test-kit';
import { parse } from 'yaml';
import { Send, withConnect } from './__testUtils__/withConnect';

const { eachDatabase } = databaseTests('@throughline/plugin-trace-backend');

/** What a browser does with the manifest, up to the address it comes back to. */
async function createOnGithub(answer: GithubManifestResponse): Promise<URL> {
  const post = (url: string, fields: Record<string, string>) =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const manifest = JSON.stringify(answer.manifest);
  const page = await (await post(answer.action, { manifest })).text();
  const [, action] = /action="([^"]+)"/.exec(page)!;
  const [, state] = /name="state" value="([^"]+)"/.exec(page)!;
  const created = await post(new URL(action, answer.action).href, {
    manifest,
    state,
  });
  return new URL(created.headers.get('location')!);
}

/** Against the server that plays GitHub, from nothing to a list of repositories. */
describe('connecting GitHub', () => {
  const organisation = generateOrganisation({
    seed: 'connect',
    repositories: 3,
    changes: 3,
  });
  let player: GithubPlayer;

  beforeAll(async () => {
    player = await startGithubPlayer({ organisation });
  });
  afterAll(() => player.close());

  const create = async (send: Send): Promise<GithubAppResponse> => {
    const { body } = await send(
      'get',
      `/github/manifest?page=/connections/github&organisation=${organisation.account.login}&host=${player.host}`,
    );
    const back = await createOnGithub(body);
    expect(back.origin + back.pathname).toBe(
      'https://portal.example/connections/github',
    );
    const answer = await send('post', '/github/app').send({
      code: back.searchParams.get('code'),
      state: back.searchParams.get('state'),
    });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  eachDatabase('ends with an App that may read all it asks for', async knex => {
    const host = { host: player.host, apiBaseUrl: player.url };
    let created: GithubAppResponse | undefined;
    await withConnect(knex, { github: [host] }, async send => {
      created = await create(send);
    });
    const { credentialsYaml, configYaml, fileName } = created!;
    const app = organisation.apps.find(
      ({ id }) => id === parse(credentialsYaml).appId,
    )!;
    installApp(organisation, app);

    // As Backstage reads `$include`.
    const config = parse(configYaml);
    expect(config.integrations.github[0].apps).toEqual([
      { $include: fileName },
    ]);
    config.integrations.github[0].apps = [parse(credentialsYaml)];
    await withConnect(
      knex,
      { github: config.integrations.github },
      async send => {
        const { body } = await send('get', '/github/connection');
        const status: GithubHostStatus = body.hosts.find(
          (one: GithubHostStatus) => one.host === player.host,
        );
        expect(status.problem).toBeUndefined();
        expect(status.app?.installations).toHaveLength(1);
        expect(status.capabilities.map(({ state }) => state)).toEqual(
          status.capabilities.map(() => 'granted'),
        );
        expect(status.rateLimit?.remaining).toBeGreaterThan(0);

        const answer = await send('get', '/github/repositories?unclaimed=true');
        const { items, problems }: GithubRepositoriesResponse = answer.body;
        expect(problems).toEqual([]);
        expect(items).toHaveLength(3);
        expect(items.every(({ proposal }) => proposal)).toBe(true);
      },
    );
  });

  eachDatabase('tells what a token may that lacks something', async knex => {
    const { host, url: apiBaseUrl, token } = player;
    await withConnect(
      knex,
      { github: [{ host, apiBaseUrl, token: token.value }] },
      async send => {
        const { body } = await send('get', '/github/connection');
        const [status]: GithubHostStatus[] = body.hosts;
        expect(status.credentials).toBe('token');
        expect(status.capabilities).toHaveLength(7);
        expect(JSON.stringify(body)).not.toContain(token.value);
      },
    );
  });
});
