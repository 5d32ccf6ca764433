import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { GitlabClients, locateProject } from '../client';
import { readGitlabSettings, readImportConfig } from '../config';
import { HOST, NAME } from '../__testUtils__/payloads';
import {
  Importing,
  quickTiming,
  startImporting,
} from './__testUtils__/importing';
import { GitlabHistories } from './GitlabHistories';

const GROUP = '/groups/shop/projects';

describe('GitlabHistories', () => {
  let importing: Importing | undefined;
  afterEach(() => importing?.server.close());

  async function start(settings: object) {
    importing = await startImporting({ gitlab: { import: { ...settings } } });
    importing.server.lists[GROUP] = Array.from({ length: 101 }, (_, i) => ({
      path_with_namespace: i === 100 ? 'shop/Web/Last' : `shop/project-${i}`,
    }));
    return importing;
  }
  const names = async (claimed?: string[]) =>
    (await importing!.list(claimed)).map(({ repository }) => repository);

  it('has one for each project claimed on a host with a token', async () => {
    await start({});
    expect(
      await importing!.list([NAME, 'gitlab.com/a/b', 'github.com/acme/shop']),
    ).toMatchObject([
      {
        id: `gitlab:${NAME}`,
        repository: NAME,
        source: { id: 'gitlab' },
        frequency: { milliseconds: 3_600_000 },
      },
    ]);
  });

  it('adds what the config names, and leaves out what it excludes', async () => {
    await start({
      projects: [`${HOST}/shop/*`, `${HOST}/other/thing`],
      exclude: [`${HOST}/shop/web/*`, `${HOST}/shop/project-7`],
    });
    const listed = await names([`${HOST}/shop/web/till`]);
    expect(listed).toHaveLength(100);
    expect(listed).toContain(`${HOST}/shop/project-0`);
    expect(listed).toContain(`${HOST}/other/thing`);
    expect(listed).not.toContain(`${HOST}/shop/project-7`);
    expect(listed).not.toContain(`${HOST}/shop/web/last`);
  });

  it('does not ask for the projects of a group every time', async () => {
    const { server } = await start({ projects: [`${HOST}/shop/*`] });
    expect(await names([])).toHaveLength(101);
    expect(server.requests).toHaveLength(2);
    expect(await names([])).toHaveLength(101);
    expect(server.requests).toHaveLength(2);
  });

  it('lists what is claimed when a group cannot be looked up', async () => {
    const { server, histories } = await start({
      projects: [`${HOST}/shop/*`, 'gitlab.com/acme/*'],
    });
    server.faults.push({ path: /groups/, status: 404 });
    expect(await names([NAME])).toEqual([NAME]);
    expect(histories.problem).toBe(
      `${HOST}/shop/*: a fault; gitlab.com/acme/*: integrations.gitlab has no token for its host`,
    );
  });

  it('does not wait for a group as long as a limit lasts', async () => {
    const { server } = await start({});
    const config = new ConfigReader({
      integrations: {
        gitlab: [
          { host: HOST, apiBaseUrl: `${server.url}/api/v4`, token: 'any' },
        ],
      },
      trace: { gitlab: { import: { projects: [`${HOST}/shop/*`] } } },
    });
    const histories = new GitlabHistories({
      clients: GitlabClients.fromConfig(config, {
        ...quickTiming(),
        wait: () => new Promise(() => {}),
      }),
      settings: readGitlabSettings(config),
      config: readImportConfig(config),
      patience: 100,
    });
    server.faults.push({ path: /groups/, status: 429, times: 9 });
    const listed = await histories.list({
      claimedRepositories: async () => [NAME],
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    });
    expect(listed).toHaveLength(1);
    expect(histories.problem).toBe(
      `${HOST}/shop/*: ${HOST} did not answer in time`,
    );
  });
});

describe('hosts', () => {
  const { hosts } = GitlabClients.fromConfig(
    new ConfigReader({
      integrations: {
        gitlab: [
          {
            host: 'code.example:8443',
            baseUrl: 'https://code.example:8443/gitlab/',
            apiBaseUrl: 'https://code.example:8443/gitlab/api/v4',
            token: 'x',
          },
        ],
      },
    }),
  );

  it.each([
    ['code.example/gitlab/group/sub/project', 'group/sub/project'],
    ['gitlab.com/group/project', 'group/project'],
    ['code.example/group/project', undefined],
    ['gitlab.com.example/group/project', undefined],
  ])('keep %s as %s', (name, path) => {
    expect(locateProject(hosts, name)?.path).toBe(path);
  });
});
