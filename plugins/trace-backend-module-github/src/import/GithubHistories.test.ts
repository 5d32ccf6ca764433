import { mockServices } from '@backstage/backend-test-utils';
import { HOST, Importing, startImporting } from './__testUtils__/importing';
import { someOrganisation } from './__testUtils__/organisation';

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
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('trace.github.import.repositories: '),
      expect.anything(),
    );
  });
});
