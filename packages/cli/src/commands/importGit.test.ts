import { TestRepository } from '@throughline/git-history/testUtils';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePortal } from '../__testUtils__/FakePortal';
import { CliOptions, runCli } from '../__testUtils__/runCli';
import { bodiesOf } from './importBodies';

jest.setTimeout(60_000);

describe('throughline import-git', () => {
  let portal: FakePortal;
  let repository: TestRepository;
  beforeEach(async () => {
    portal = await FakePortal.accepting();
    repository = TestRepository.create();
    repository.git('remote', 'add', 'origin', 'git@github.com:Acme/Shop.git');
  });
  afterEach(async () => {
    await portal.stop();
    repository.remove();
  });

  const importGit = (args: string[] = [], options: CliOptions = {}) =>
    runCli(['import-git', ...args], {
      cwd: repository.path,
      ...options,
      env: {
        THROUGHLINE_PORTAL: portal.url,
        THROUGHLINE_SECRET: 's',
        ...options.env,
      },
    });
  const bodies = () => portal.received.map(({ body }) => JSON.parse(body));
  const shasSent = () =>
    bodies().flatMap(({ commits = [] }) =>
      commits.map(({ sha }: { sha: string }) => sha),
    );

  it('sends commits and tags of the clone it is in, also from within', async () => {
    const sha = repository.commit('Begin');
    repository.git('tag', 'v1');
    mkdirSync(join(repository.path, 'inner'));
    const { code, stderr } = await importGit([], {
      cwd: join(repository.path, 'inner'),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(portal.received[0].url).toBe('/api/trace/ingest/rest');
    expect(bodies()).toEqual([
      {
        type: 'commits',
        repository: 'github.com/acme/shop',
        commits: [
          expect.objectContaining({
            sha,
            message: 'Begin',
            onDefaultBranch: true,
          }),
        ],
      },
      {
        type: 'commits',
        repository: 'github.com/acme/shop',
        tags: [{ name: 'v1', commit: sha, at: '2024-05-01T09:31:00.000Z' }],
      },
    ]);
  });

  it('sends the same again as the same, so that it is known', async () => {
    repository.commit('Begin');
    await importGit();
    await importGit();
    const [first, second] = portal.received;
    expect(second.body).toBe(first.body);
  });

  it('with a checkpoint sends only what is new', async () => {
    const args = ['--checkpoint', join(repository.path, '.git', 'sent.json')];
    const first = repository.commit('One');
    await importGit(args);
    expect((await importGit(args)).stdout).toBe(
      'Nothing new in github.com/acme/shop.\n',
    );
    const second = repository.commit('Two');
    expect((await importGit(args)).stdout).toBe(
      'Sent 1 commit and 0 tags of github.com/acme/shop. New to the portal: 1 of 1 part.\n',
    );
    expect(shasSent()).toEqual([first, second]);
    expect(readFileSync(args[1], 'utf8')).not.toContain('"s"');
  });

  it('does not move its checkpoint past what was refused', async () => {
    const args = ['--checkpoint', join(repository.path, '.git', 'sent.json')];
    const sha = repository.commit('One');
    const full = await FakePortal.always(500, {});
    const address = portal.url;
    const failing = await importGit([...args, '--portal', full.url]);
    expect(failing.code).toBe(1);
    await full.stop();
    expect((await importGit([...args, '--portal', address])).code).toBe(0);
    expect(shasSent()).toEqual([sha]);
  });

  it('does not go on from a checkpoint of a later beginning', async () => {
    const args = ['--checkpoint', join(repository.path, '.git', 'sent.json')];
    repository.commit('One');
    repository.git('tag', 'v1');
    repository.commit('Two');
    await importGit([...args, '--since', 'v1']);
    const { code, stderr } = await importGit(args);
    expect(stderr).toMatch(
      /is for --since "v1", not for ""; name another file/,
    );
    expect(code).toBe(2);
  });

  it.each([
    ['{', /is no checkpoint of this command; delete it/],
    ['{"checkpoint":7}', /is no checkpoint of this command; delete it/],
    [
      '{"checkpoint":{},"portal":"http://other/"}',
      /is for --portal "http:\/\/other\/", not for "http:\/\/127/,
    ],
  ])('refuses the checkpoint %s', async (text, message) => {
    repository.commit('One');
    const path = join(repository.path, '.git', 'sent.json');
    writeFileSync(path, text);
    const { code, stderr } = await importGit(['--checkpoint', path]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(portal.received).toEqual([]);
  });

  it('begins where it is told to', async () => {
    repository.commit('One');
    repository.git('tag', 'v1');
    const second = repository.commit('Two');
    await importGit(['--since', 'v1']);
    expect(shasSent()).toEqual([second]);
    await importGit(['--since', '2024-05-01T09:31:30Z']);
    expect(shasSent()).toEqual([second, second]);
    const wrong = await importGit(['--since', 'banana']);
    expect(wrong.stderr).toMatch(
      /^--since is "banana", which is neither a commit or tag of this clone nor a date/,
    );
    expect(wrong.code).toBe(2);
  });

  it('says that a clone is shallow, and sends what there is', async () => {
    repository.commit('One');
    const second = repository.commit('Two');
    const shallow = TestRepository.clone(
      `file://${repository.path}`,
      '--depth=1',
    );
    const { code, stderr } = await importGit([
      shallow.path,
      '--repository',
      'github.com/acme/shop',
    ]);
    shallow.remove();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^This clone is shallow, so only a part/);
    expect(shasSent()).toEqual([second]);
  });

  it('says so when there is no commit', async () => {
    expect(await importGit()).toEqual({
      code: 0,
      stdout: 'github.com/acme/shop has no commits yet.\n',
      stderr: '',
    });
  });

  it('names what is no clone', async () => {
    const path = mkdtempSync(join(tmpdir(), 'throughline-none-'));
    const none = await importGit([path]);
    const gone = await importGit([join(path, 'gone')]);
    rmSync(path, { recursive: true });
    expect(none.stderr).toMatch(
      /^\/.* cannot be read as a git repository \(.*not a git repository/,
    );
    expect(gone.stderr).toMatch(/^there is no directory \/.*gone\n$/);
    expect([none.code, gone.code]).toEqual([2, 2]);
  });

  it('asks for the repository where no remote names it', async () => {
    repository.commit('One');
    repository.git('remote', 'set-url', 'origin', 'https://me:word@x');
    const odd = await importGit();
    expect(odd.stderr).toBe(
      'The remote "origin" is "https://***@x", which names no repository; give --repository as host/owner/name, e.g. github.com/acme/shop\n',
    );
    repository.git('remote', 'remove', 'origin');
    const none = await importGit();
    expect(none.stderr).toMatch(/^Which repository\? Give --repository/);
    expect([odd.code, none.code]).toEqual([2, 2]);
    expect(
      (await importGit(['--repository', 'git.example.com/a/b'])).code,
    ).toBe(0);
  });

  describe('the branch that counts as delivered', () => {
    it('is asked for where a CI system has checked out something', async () => {
      repository.commit('One');
      const { code, stderr } = await importGit([], {
        env: { JENKINS_URL: 'https://ci.example.com' },
      });
      expect(stderr).toMatch(
        /^Which branch counts as delivered\? Give --branch/,
      );
      expect(code).toBe(2);
    });

    it('is asked for where HEAD is detached', async () => {
      repository.commit('One');
      repository.git('checkout', '-q', '--detach');
      expect((await importGit()).stderr).toMatch(
        /Give --branch, e\.g\. --branch main; HEAD is detached here/,
      );
      expect((await importGit(['--branch', 'main'])).code).toBe(0);
    });

    it('is the one that the CI system names', async () => {
      const first = repository.commit('One');
      repository.git('switch', '-qc', 'feature');
      repository.commit('Not delivered');
      await importGit([], {
        env: { GITLAB_CI: 'true', CI_DEFAULT_BRANCH: 'main' },
      });
      expect(shasSent()).toEqual([first]);
    });

    it('is named with those there are, if it is not there', async () => {
      repository.commit('One');
      const { code, stderr } = await importGit(['--branch', 'tronk']);
      expect(stderr).toBe('there is no branch "tronk"; there are: main\n');
      expect(code).toBe(2);
    });
  });
});

describe('bodiesOf', () => {
  const tag = (name: string) => ({ name, commit: 'a', at: '' });
  const repository = 'github.com/acme/shop';

  it('keeps each body below a size, and sends what alone is larger by itself', () => {
    const tags = [tag('a'), tag('b'), tag('x'.repeat(500)), tag('c')];
    const texts = [...bodiesOf(repository, { commits: [], tags }, 100)];
    expect(
      texts.map(text =>
        JSON.parse(text).tags.map(({ name }: { name: string }) => name.length),
      ),
    ).toEqual([[1, 1], [500], [1]]);
  });

  it('is nothing for nothing', () => {
    expect([...bodiesOf(repository, { commits: [], tags: [] })]).toEqual([]);
  });
});
