import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { generateOrganisation } from '../generate/organisation';
import { GithubPlayer, startGithubPlayer } from '../server/startGithubPlayer';
import { Client } from '../__testUtils__/Client';
import { addApp, installApp } from './tokens';

describe('the credentials of Backstage', () => {
  const organisation = generateOrganisation({ changes: 2 });
  const app = addApp(organisation, { name: 'Portal' });
  let player: GithubPlayer;

  beforeAll(async () => {
    installApp(organisation, app);
    player = await startGithubPlayer({ organisation, host: 'github.test' });
  });
  afterAll(() => player.close());

  function provider(privateKey: string) {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            {
              host: 'github.test',
              apiBaseUrl: player.url,
              apps: [
                {
                  appId: app.id,
                  clientId: app.clientId,
                  clientSecret: app.clientSecret,
                  webhookSecret: app.webhookSecret,
                  privateKey,
                },
              ],
            },
          ],
        },
      }),
    );
    return DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  it('are a token of the app’s installation', async () => {
    const { token, type } = await provider(app.privateKey).getCredentials({
      url: 'https://github.test/made-up/shop',
    });
    expect(type).toBe('app');
    const client = new Client(player, token);
    expect(await client.json('/installation/repositories')).toMatchObject({
      total_count: organisation.repositories.length,
    });
  });

  it('are refused with the key of another app', async () => {
    const { privateKey } = addApp(organisation, { name: 'Another' });
    await expect(
      provider(privateKey).getCredentials({
        url: 'https://github.test/made-up/shop',
      }),
    ).rejects.toThrow(/JSON web token could not be decoded/);
  });
});
