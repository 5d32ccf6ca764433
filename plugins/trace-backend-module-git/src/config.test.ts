import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { resolve } from 'node:path';
import { readGitConfig } from './config';

const read = (...repositories: object[]) =>
  readGitConfig(
    new ConfigReader({ trace: { git: { repositories } } } as never),
  );

describe('readGitConfig', () => {
  it('reads nothing from nothing', () => {
    expect(readGitConfig(new ConfigReader({}))).toEqual([]);
  });

  it('reads a local clone and a remote one', () => {
    expect(
      read(
        { repository: 'GitHub.com/Acme/Shop', path: '../..' },
        {
          repository: 'github.com/acme/pay',
          url: 'https://github.com/acme/pay.git',
          defaultBranch: 'release/1.x',
          frequency: { hours: 1 },
        },
      ),
    ).toEqual([
      {
        configPath: 'trace.git.repositories[0]',
        repository: 'github.com/acme/shop',
        origin: { kind: 'local', path: resolve('../..') },
        defaultBranch: undefined,
        frequency: { milliseconds: 15 * 60_000 },
      },
      {
        configPath: 'trace.git.repositories[1]',
        repository: 'github.com/acme/pay',
        origin: {
          kind: 'remote',
          url: 'https://github.com/acme/pay.git',
          workingDirectory: resolve('.data/git'),
          contents: false,
        },
        defaultBranch: 'release/1.x',
        frequency: { milliseconds: 3_600_000 },
      },
    ]);
  });

  const repository = 'github.com/acme/shop';
  it.each([
    [{ repository }, '[0] has neither "path" nor "url"; give one of them'],
    [
      { repository, path: '.', url: 'https://h/x' },
      '[0] has both "path" and "url"; give one of them',
    ],
    [
      { repository: 'shop', path: '.' },
      '[0].repository is "shop"; it must look like github.com/acme/shop',
    ],
    [
      { repository, url: 'ext::sh -c id' },
      '[0].url must be https://…, ssh://…, git@host:owner/name or file:///…',
    ],
    [
      { repository, path: '.', defaultBranch: '--all' },
      '[0].defaultBranch is "--all", which cannot be the name of a branch',
    ],
    [
      { repository, path: '.', branch: 'main' },
      '[0].branch is no setting; known are repository, path, url, contents, defaultBranch, frequency',
    ],
    [
      { repository, path: '.', contents: true },
      '[0].contents is about what is cloned from a "url"; a clone at a "path" is read as it is',
    ],
    [
      { repository, path: '.', frequency: { minutes: 0 } },
      '[0].frequency must be longer than nothing',
    ],
    [
      { repository, path: '.', frequency: { minutes: -1 } },
      '[0].frequency must be longer than nothing',
    ],
  ])('names the field in %j', (entry, message) => {
    expect(() => read(entry)).toThrow(
      new InputError(`trace.git.repositories${message}`),
    );
  });

  it('refuses a setting that there is not', () => {
    expect(() =>
      readGitConfig(
        new ConfigReader({ trace: { git: { directory: '/tmp' } } }),
      ),
    ).toThrow(
      'trace.git.directory is no setting; known are repositories, workingDirectory',
    );
  });

  it('names the field of what is no duration', () => {
    expect(() => read({ repository, path: '.', frequency: 'soon' })).toThrow(
      "trace.git.repositories[0].frequency: Invalid duration 'soon'",
    );
  });

  it('refuses the same repository twice', () => {
    expect(() =>
      read({ repository, path: '.' }, { repository, path: '..' }),
    ).toThrow(
      'trace.git.repositories[1].repository is "github.com/acme/shop", which trace.git.repositories[0] has already',
    );
  });
});
