import { JsonObject } from '@backstage/types';
import { readAll, TestStore } from './__testUtils__/readAll';
import { TestRepository } from './testUtils/testRepository';

jest.setTimeout(120_000);

const commitOf = (sha: string) => `commit:github.com/acme/shop@${sha}`;
const artifactOf = (tag: string) => `artifact:github.com/acme/shop@${tag}`;

describe('readHistory', () => {
  let repository: TestRepository;
  let store: TestStore;

  const run = () => readAll(repository.path, store);
  const commit = (sha: string) => store.attributes(commitOf(sha)) as JsonObject;

  beforeEach(() => {
    repository = TestRepository.create();
    store = new TestStore();
  });
  afterEach(() => repository.remove());

  describe('what it says of a commit', () => {
    it('gives hash, subject, author, dates, parents and paths', async () => {
      repository.write('a.txt', '1');
      const first = repository.commit('Add a\n');
      repository.write('b.txt', '1');
      const second = repository.commit('Add b\n\nPAY-12 asks for it.\n');
      await run();

      expect(store.subjects('commit')).toEqual([
        commitOf(first),
        commitOf(second),
      ]);
      expect(commit(second)).toEqual({
        sha: second,
        subject: 'Add b',
        url: `https://github.com/acme/shop/commit/${second}`,
        author: { name: 'Person A', type: 'person' },
        authoredAt: '2024-05-01T09:32:00.000Z',
        committedAt: '2024-05-01T09:32:00.000Z',
        parents: [first],
        onDefaultBranch: true,
        paths: ['b.txt'],
        pathsTruncated: false,
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        mentions: [
          {
            ticket: 'issue:PAY-12',
            verb: 'mentions',
            where: 'message',
            text: 'Add b PAY-12 asks for it.',
          },
        ],
      });
      expect([...store.facts.values()][1].at).toBe('2024-05-01T09:32:00.000Z');
    });

    it('keeps no e-mail address', async () => {
      repository.commit(
        'Work for c@example.com\n\nCo-authored-by: Copilot <copilot@example.com>\n',
        '--author=b@example.com <b@example.com>',
      );
      await run();
      expect(store.contents().join()).toContain('Copilot');
      expect(store.contents().join()).not.toContain('@example.com');
    });

    it('knows bots by their name', async () => {
      const sha = repository.commit(
        'Bump x',
        '--author=dependabot[bot] <d@example.com>',
      );
      await run();
      expect(commit(sha).author).toEqual({
        name: 'dependabot[bot]',
        type: 'bot',
      });
    });

    it('reads odd file names whole, and a rename as both names', async () => {
      const names = [
        'with space',
        '"quoted"',
        'new\nline',
        'zürich-日本-🙂',
        ':100644 100644 a b M',
        '\x01looks like a commit',
      ];
      names.forEach(name => repository.write(name, name));
      const added = repository.commit('Odd names');
      repository.git('mv', 'with space', 'renamed');
      const renamed = repository.commit('Rename');
      await run();
      expect([...(commit(added).paths as string[])].sort()).toEqual(
        [...names].sort(),
      );
      expect(commit(renamed).paths).toEqual(['renamed', 'with space']);
    });

    it('survives names and messages that are not UTF-8', async () => {
      repository.write(Buffer.from([0x66, 0xff, 0x6f]), 'x');
      const tree = repository.commit('One');
      // Written by hand: `git commit` itself would mend the message.
      const broken = repository.feed(
        Buffer.concat([
          Buffer.from(
            `tree ${repository.git('rev-parse', `${tree}^{tree}`)}\n`,
          ),
          Buffer.from(
            'author Z\xfcrich <z@example.com> 1714555800 +0000\n',
            'latin1',
          ),
          Buffer.from(
            'committer Z <z@example.com> 1714555800 +0000\n\ng\xe9\xff\n',
            'latin1',
          ),
        ]),
        ...['hash-object', '-t', 'commit', '-w', '--stdin'],
      );
      repository.git('reset', '-q', '--hard', broken);
      repository.git('config', 'i18n.commitEncoding', 'ISO-8859-1');
      const latin = repository.commit(Buffer.from('Gr\xfc\xdfe', 'latin1'));
      await run();
      expect(commit(broken)).toMatchObject({
        subject: 'g\ufffd\ufffd',
        author: { name: 'Z\ufffdrich', type: 'person' },
        paths: ['f\ufffdo'],
      });
      expect(commit(latin).subject).toBe('Grüße');
    });

    it('takes an empty message and an empty commit', async () => {
      const first = repository.commit('');
      const second = repository.commit('\n\n');
      repository.write('a', '1');
      const third = repository.commit('Third');
      await run();
      expect(commit(first)).toMatchObject({ subject: '', paths: [] });
      expect(commit(second)).toMatchObject({ subject: '', parents: [first] });
      expect(commit(third)).toMatchObject({
        subject: 'Third',
        paths: ['a'],
        // Said, since somebody who knew fewer may have said otherwise.
        pathsTruncated: false,
      });
    });

    it('keeps a bounded number of paths, and says so', async () => {
      for (let i = 0; i < 301; i++) repository.write(`f${i}`, '');
      const many = repository.commit('Many files');
      await run();
      expect(commit(many).paths).toHaveLength(300);
      expect(commit(many).pathsTruncated).toBe(true);
    });

    it('gives a merge what it brought, and a catch-up merge nothing', async () => {
      repository.write('a', '1');
      repository.commit('One');
      repository.git('switch', '-qc', 'feature');
      repository.write('feature', '1');
      repository.commit('Feature');
      repository.git('switch', '-q', 'main');
      repository.write('other', '1');
      const other = repository.commit('Meanwhile');
      repository.git('switch', '-q', 'feature');
      repository.git('merge', '-q', '--no-ff', '-m', 'Catch up', 'main');
      const catchUp = repository.head();
      repository.git('switch', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '-m', 'Bring in', 'feature');
      const merge = repository.head();
      await run();
      expect(commit(merge)).toMatchObject({
        parents: [other, catchUp],
        paths: ['feature'],
      });
      expect(commit(catchUp).paths).toEqual([]);
      expect(store.subjects('commit')).toHaveLength(5);
    });

    it('links a revert and a cherry-pick to what they speak of', async () => {
      repository.write('a', '1');
      const first = repository.commit('One');
      repository.git('revert', '--no-edit', first);
      const revert = repository.head();
      repository.git('cherry-pick', '-x', first);
      const pick = repository.head();
      const again = repository.commit(`Reland "One"\n\nThis relands ${first}`);
      await run();
      expect(commit(again).relands).toEqual([commitOf(first)]);
      expect(commit(revert).reverts).toEqual([commitOf(first)]);
      expect(commit(pick).cherryPickOf).toEqual([commitOf(first)]);
      expect(commit(first).reverts).toBeUndefined();
    });

    it('gives a rebased copy the same fingerprint', async () => {
      repository.commit('One');
      repository.git('switch', '-qc', 'feature');
      repository.write('f', '1');
      const original = repository.commit('Feature\n\nWith a body.\n');
      repository.git('tag', 'original');
      repository.git('switch', '-q', 'main');
      repository.commit('Two');
      repository.git('cherry-pick', original);
      const copy = repository.head();
      await run();
      expect(copy).not.toBe(original);
      expect(commit(copy).fingerprint).toBe(commit(original).fingerprint);
    });
  });

  describe('what counts as delivered', () => {
    it('tells commits of the default branch from those only a tag reaches', async () => {
      const first = repository.commit('One');
      repository.git('switch', '-qc', 'release');
      const hotfix = repository.commit('Hotfix');
      repository.git('tag', 'v1.0.1');
      repository.git('switch', '-qc', 'unread');
      const unread = repository.commit('Not delivered');
      repository.git('switch', '-q', 'main');
      await run();
      expect(commit(first).onDefaultBranch).toBe(true);
      expect(commit(hotfix)).toMatchObject({ subject: 'Hotfix' });
      expect(commit(hotfix)).not.toHaveProperty('onDefaultBranch');
      expect(commit(unread)).toBeUndefined();

      repository.git('merge', '-q', '--ff-only', 'release');
      await run();
      expect(commit(hotfix).onDefaultBranch).toBe(true);
    });

    it('reads the branch that is asked for', async () => {
      repository.commit('One');
      repository.git('switch', '-qc', 'trunk');
      const two = repository.commit('Two');
      repository.git('switch', '-q', 'main');
      const { path } = repository;
      await readAll(path, store, { defaultBranch: 'trunk' });
      expect(commit(two).onDefaultBranch).toBe(true);
      await expect(
        readAll(path, store, { defaultBranch: 'tronk' }),
      ).rejects.toThrow('there is no branch "tronk"; there are: main, trunk');
    });

    it('reads a detached HEAD when nothing else is named', async () => {
      const sha = repository.commit('One');
      repository.git('checkout', '-q', '--detach');
      repository.git('branch', '-D', 'main');
      await run();
      expect(commit(sha).onDefaultBranch).toBe(true);
    });

    it('writes nothing for a repository without commits', async () => {
      expect(await run()).toBe(0);
      expect(store.writes).toBe(0);
      expect(store.states).toEqual([{ empty: true, shallow: false }]);
    });
  });

  describe('tags', () => {
    it('gives light and annotated tags as artifacts, and skips other objects', async () => {
      repository.write('a', '1');
      const sha = repository.commit('One');
      repository.git('tag', 'light');
      repository.commit('Two');
      repository.git('tag', '-a', '-m', 'v1', 'v1.0.0', sha);
      repository.git('tag', '-a', '-m', 'nested', 'nested', 'v1.0.0');
      repository.git('tag', 'tree', 'HEAD^{tree}');
      await run();
      expect(store.subjects('artifact').sort()).toEqual(
        ['light', 'nested', 'v1.0.0'].map(artifactOf),
      );
      expect(store.attributes(artifactOf('light'))).toEqual({
        subtype: 'tag',
        tag: 'light',
        sha,
        publishedAt: '2024-05-01T09:31:00.000Z',
      });
      expect(store.attributes(artifactOf('v1.0.0'))).toMatchObject({
        sha,
        publishedAt: '2024-05-01T09:32:00.000Z',
      });
      expect(store.attributes(artifactOf('nested'))).toMatchObject({ sha });
    });

    it('says that a tag was moved, even to an older commit', async () => {
      const first = repository.commit('One');
      repository.commit('Two');
      repository.git('tag', 'v1');
      await run();
      const before = [...store.facts.values()].at(-1);
      repository.git('tag', '-f', 'v1', first);
      expect(await run()).toBe(1);
      const after = [...store.facts.values()].at(-1);
      expect(after?.attributes.sha).toBe(first);
      expect(after!.at > before!.at).toBe(true);
      expect(await run()).toBe(0);
    });

    it('does not trip over a deleted tag', async () => {
      repository.commit('One');
      repository.git('tag', 'gone');
      await run();
      repository.git('tag', '-d', 'gone');
      expect(await run()).toBe(0);
      repository.git('tag', 'new');
      expect(await run()).toBe(1);
    });
  });

  describe('a clone that is not whole', () => {
    it('says that it is shallow, keeps the written parents, and reads the rest later', async () => {
      const first = repository.commit('One');
      repository.write('a', '1');
      const second = repository.commit('Two');
      repository.write('b', '1');
      const third = repository.commit('Three');
      const shallow = TestRepository.clone(
        `file://${repository.path}`,
        '--depth=2',
      );
      try {
        await readAll(shallow.path, store);
        expect(store.states).toEqual([{ empty: false, shallow: true }]);
        expect(store.subjects('commit')).toHaveLength(2);
        expect(commit(second).parents).toEqual([first]);
        expect(commit(second)).not.toHaveProperty('paths');
        expect(commit(third)).toMatchObject({
          parents: [second],
          paths: ['b'],
        });
        expect(await readAll(shallow.path, store)).toBe(0);

        shallow.git('fetch', '-q', '--unshallow');
        await readAll(shallow.path, store);
        expect(commit(first).subject).toBe('One');
        expect(commit(second).paths).toEqual(['a']);
      } finally {
        shallow.remove();
      }
    });
  });

  describe('a history that is read from somewhere on', () => {
    it('leaves out what these commits reach, tags among it', async () => {
      const first = repository.commit('One');
      repository.git('tag', 'v1');
      repository.git('switch', '-qc', 'side');
      const side = repository.commit('Begun before, merged after');
      repository.git('switch', '-q', 'main');
      const second = repository.commit('Two');
      repository.git('tag', 'v2');
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge', 'side');
      const merge = repository.head();
      repository.git('tag', 'v3');
      await readAll(repository.path, store, { after: [second] });
      expect(store.subjects('commit').sort()).toEqual(
        [side, merge].map(commitOf).sort(),
      );
      expect(store.subjects('artifact')).toEqual([artifactOf('v3')]);
      expect(store.progress.at(-1)).toEqual({ done: 3, total: 3 });
      expect(commit(side).parents).toEqual([first]);
    });

    it('leaves out what was there before a time', async () => {
      repository.commit('One');
      const second = repository.commit('Two');
      const third = repository.commit('Three');
      // A minute apart; the third is of 09:33 UTC.
      await readAll(repository.path, store, { since: '2024-05-01T09:32:30Z' });
      expect(store.subjects('commit')).toEqual([commitOf(third)]);
      store = new TestStore();
      await readAll(repository.path, store, { since: '2024-05-01T09:31:30Z' });
      expect(store.subjects('commit')).toEqual([second, third].map(commitOf));
    });

    it('reads everything since before the beginning, nothing since after the end', async () => {
      repository.commit('One');
      const since = (time: string) =>
        readAll(repository.path, new TestStore(), { since: time });
      expect(await since('2000-01-01T00:00:00Z')).toBe(1);
      expect(await since('2030-01-01T00:00:00Z')).toBe(0);
    });
  });
});
