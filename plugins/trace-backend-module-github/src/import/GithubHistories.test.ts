import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { GithubClients } from '../client';
import { readGithubSettings, readImportConfig } from '../config';
import {
  HOST,
  Importing,
  quickTiming,
  startImporting,
} from './__testUtils__/importing';
import { someOrganisation } from './__testUtils__/organisation';
import { GithubHistories } from './GithubHistories';

const listWith = (histories: GithubHistories, claimed: string[] = []) =>
  histories.list({
    claimedRepositories: async () => claimed,
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  });

describe('GithubHistories', () => {
  let importing: Importing | undefined;
  afterEach(() => importing?.player.close());

  async function listed(settings: object, claimed: string[]) {
    importing = await startImporting(someOrganisation({ repositories: 3 }), {
      import: { ...settings },
    });
    const { histories } = importing;
    return histories.list({
      claimedRepositories: async () => claimed,
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    });
  }

  it('has one for each repository claimed on a host with credentials', async () => {
    const histories = await listed({}, [
      `${HOST}/made-up/shop`,
      'github.com/acme/shop',
      'gitlab.example/acme/shop',
      `${HOST}/group/made-up/shop`,
    ]);
    expect(histories).toMatchObject([
      {
        id: `github:${HOST}/made-up/shop`,
        repository: `${HOST}/made-up/shop`,
        source: { id: 'github' },
        frequency: { milliseconds: 3_600_000 },
      },
    ]);
  });

  it('adds what the config names, and leaves out what it excludes', async () => {
    const histories = await listed(
      {
        repositories: [`${HOST}/Made-up/*`, `${HOST}/other/thing`],
        exclude: [`${HOST}/made-up/pay*`],
      },
      [`${HOST}/made-up/payments`, `${HOST}/made-up/web`],
    );
    expect(histories.map(({ repository }) => repository).sort()).toEqual([
      `${HOST}/made-up/shop`,
      `${HOST}/made-up/web`,
      `${HOST}/other/thing`,
    ]);
  });

  it('does not ask for the repositories of an owner every time', async () => {
    await listed({ repositories: [`${HOST}/made-up/*`] }, []);
    const { player, histories } = importing!;
    const before = player.requests.length;
    expect(before).toBeGreaterThan(0);
    await histories.list({
      claimedRepositories: async () => [],
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    });
    expect(player.requests).toHaveLength(before);
  });

  it('lists what is claimed when an owner cannot be looked up', async () => {
    importing = await startImporting(someOrganisation(), {
      import: { repositories: [`${HOST}/made-up/*`] },
    });
    const { player, histories } = importing;
    player.token.revoked = true;
    const logger = mockServices.logger.mock();
    const list = await histories.list({
      claimedRepositories: async () => [`${HOST}/made-up/shop`],
      signal: new AbortController().signal,
      logger,
    });
    expect(list).toHaveLength(1);
    expect(histories.problem).toMatch(
      `${HOST}/made-up/*: GitHub does not take the credentials`,
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('trace.github.import.repositories: '),
      expect.anything(),
    );
  });

  it('says that GitHub does not allow to look an owner up', async () => {
    importing = await startImporting(someOrganisation(), {
      import: { repositories: [`${HOST}/made-up/*`] },
    });
    const { player, histories } = importing;
    player.faults.add({
      answer: 'errors',
      data: { owner: null },
      errors: [{ type: 'FORBIDDEN', path: ['owner'], message: 'SAML first' }],
    });
    expect(await listWith(histories)).toEqual([]);
    expect(histories.problem).toBe(
      `${HOST}/made-up/*: GitHub does not allow this (SAML first)`,
    );
    // Still so while the owner is not asked for again.
    await listWith(histories);
    expect(histories.problem).toMatch('SAML first');
  });

  it('has no problem when all owners can be looked up', async () => {
    await listed({ repositories: [`${HOST}/made-up/*`] }, []);
    expect(importing!.histories.problem).toBeUndefined();
  });

  it('does not wait for an owner as long as a limit lasts', async () => {
    importing = await startImporting(someOrganisation(), {});
    const { player } = importing;
    const config = new ConfigReader({
      integrations: {
        github: [
          { host: HOST, apiBaseUrl: player.url, token: player.token.value },
        ],
      },
      trace: { github: { import: { repositories: [`${HOST}/made-up/*`] } } },
    });
    const histories = new GithubHistories({
      clients: GithubClients.fromConfig(config, {
        ...quickTiming(),
        wait: () => new Promise(() => {}),
      }),
      settings: readGithubSettings(config),
      config: readImportConfig(config),
      patience: 100,
    });
    player.faults.add({ answer: '403-secondary', retryAfter: 3600, times: 9 });
    expect(await listWith(histories, [`${HOST}/made-up/shop`])).toHaveLength(1);
    expect(histories.problem).toBe(
      `${HOST}/made-up/*: ${HOST} did not answer in time`,
    );
  });
});
