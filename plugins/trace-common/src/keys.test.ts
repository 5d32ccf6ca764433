import fc from 'fast-check';
import {
  artifactKey,
  changeKey,
  checkRunKey,
  checkSuiteKey,
  commitKey,
  deploymentKey,
  directChangeKey,
  issueKey,
  parseRepositoryName,
  repositoryOfKey,
  testSuiteRunKey,
  ticketKey,
  workflowRunKey,
} from './keys';

const SHA = 'a'.repeat(40);

/** Names with the words that keys themselves use, and nested groups. */
const segment = fc.oneof(
  fc.constantFrom('runs', 'checks', 'check-suites', 'a.git.b', '.github', '12'),
  fc.stringMatching(/^[a-z0-9_][a-z0-9_.-]{0,8}[a-z0-9_]$/),
);
const repository = fc
  .tuple(
    fc.constantFrom('github.com', 'git.example.org', 'localhost'),
    fc.array(segment, { minLength: 2, maxLength: 4 }),
  )
  .map(([host, path]) => `${host}/${path.join('/')}`)
  .filter(name => !name.endsWith('.git'));

describe('parseRepositoryName', () => {
  it.each([
    'https://github.com/Acme/Shop.git',
    'https://github.com/acme/shop/',
    'https://user:token@github.com/acme/shop',
    'http://github.com:8080/acme/shop.git/',
    'git@github.com:acme/shop',
    'git@github.com:acme/shop.git',
    'ssh://git@github.com:22/acme/shop',
    'git+ssh://git@github.com/acme/shop.git',
    'github.com/acme/shop',
    '  github.com/acme/shop?tab=readme#top ',
  ])('reads %s', text => {
    expect(parseRepositoryName(text)).toBe('github.com/acme/shop');
  });

  it('keeps nested groups', () => {
    expect(parseRepositoryName('git@gitlab.com:Acme/web/shop.git')).toBe(
      'gitlab.com/acme/web/shop',
    );
  });

  it.each([
    '',
    'acme/shop',
    'github.com',
    'file:///srv/git/shop',
    '/srv/git/shop',
    '../acme/shop',
    'github.com/../shop',
    'github.com/acme/..',
    'https://github.com/acme/shop name',
    `github.com/acme/${'x'.repeat(2000)}`,
  ])('reads no repository in %p', text => {
    expect(parseRepositoryName(text)).toBeUndefined();
  });

  it('reads what it gives as itself, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          repository,
          fc.string(),
          fc.stringMatching(/^(git@|ssh:\/\/)?[a-z.:@/?#]{0,12}(\.git)*\/*$/),
        ),
        text => {
          const name = parseRepositoryName(text);
          expect(parseRepositoryName(name ?? '')).toBe(name);
        },
      ),
    );
  });

  it('reads any form of a repository as the same name', () => {
    fc.assert(
      fc.property(repository, name => {
        const [host, ...path] = name.split('/');
        const tail = path.join('/');
        for (const text of [
          name,
          `https://${name}.git`,
          `ssh://git@${host}:22/${tail}`,
          `git@${host}:${tail}.git`,
          `https://u:p@${name}/`.toUpperCase(),
        ]) {
          expect(parseRepositoryName(text)).toBe(name);
        }
      }),
    );
  });

  it('finishes on hostile text', () => {
    for (const text of ['/'.repeat(65_536), '@:'.repeat(32_768)]) {
      expect(parseRepositoryName(`${text} `)).toBeUndefined();
    }
  });
});

describe('repositoryOfKey', () => {
  it('finds the repository in every kind of key', () => {
    const tag = fc.oneof(
      fc.constantFrom('@acme/shop@1.2.0', 'v1/runs/2', 'a#b', 'x\ny'),
      fc.string({ minLength: 1 }),
    );
    fc.assert(
      fc.property(repository, fc.nat(), tag, (name, number, text) => {
        for (const key of [
          changeKey(name, number),
          directChangeKey(name, SHA),
          commitKey(name, SHA),
          workflowRunKey(name, number),
          checkRunKey(name, number),
          checkSuiteKey(name, number),
          testSuiteRunKey(name, SHA, 'f00'),
          artifactKey(name, text),
          deploymentKey(name, number),
          issueKey(name, number),
        ]) {
          expect([key, repositoryOfKey(key)]).toEqual([key, name]);
        }
      }),
    );
  });

  it.each([ticketKey('pay-812'), 'issue:x', 'commit:', '', 'toString:a/b/c@d'])(
    'finds none in %p',
    key => {
      expect(repositoryOfKey(key)).toBeUndefined();
    },
  );

  it('finds none that is no repository name, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), key => {
        const name = repositoryOfKey(key);
        expect(parseRepositoryName(name ?? '')).toBe(name);
      }),
    );
  });
});
