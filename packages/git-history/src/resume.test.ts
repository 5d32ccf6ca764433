import { fastImport } from './testUtils/fastImport';
import {
  Interruption,
  readAll,
  ReadAllOptions,
  TestStore,
} from './__testUtils__/readAll';
import { TestRepository } from './testUtils/testRepository';

jest.setTimeout(240_000);

describe('a run that is interrupted, repeated or overtaken', () => {
  let repository: TestRepository;
  let store: TestStore;
  const run = (options?: ReadAllOptions) =>
    readAll(repository.path, store, options);
  const whole = async () => {
    const other = new TestStore();
    await readAll(repository.path, other);
    return other.contents();
  };

  beforeEach(() => {
    repository = TestRepository.create();
    store = new TestStore();
  });
  afterEach(() => repository.remove());

  it('goes on where a failed write left it, whichever write that was', async () => {
    // So that the first batch ends between two branches and their merge.
    fastImport(repository, { commits: 2_300, mergeEvery: 499, tagEvery: 3 });
    const expected = await whole();
    for (let failAfter = 0; failAfter < 7; failAfter++) {
      store = new TestStore();
      await expect(run({ failAfter })).rejects.toThrow(Interruption);
      const had = store.facts.size;
      const rest = await run();
      expect(store.contents()).toEqual(expected);
      // Nothing that was stored is read again.
      expect(had + rest).toBe(expected.length);
    }
  });

  it('stops when told to, and goes on from there', async () => {
    fastImport(repository, { commits: 1_700, mergeEvery: 5, tagEvery: 400 });
    const stop = new AbortController();
    await expect(
      run({ signal: stop.signal, onWrite: () => stop.abort() }),
    ).rejects.toThrow(/abort/);
    expect(store.writes).toBe(1);
    await run();
    expect(store.contents()).toEqual(await whole());
  });

  it('shows how far it is, also after an interruption', async () => {
    fastImport(repository, { commits: 1_200, mergeEvery: 0, tagEvery: 600 });
    await expect(run({ failAfter: 1 })).rejects.toThrow(Interruption);
    await run();
    expect(store.progress).toEqual([
      { done: 500, total: 1_202 },
      { done: 1_000, total: 1_202 },
      { done: 1_200, total: 1_202 },
      { done: 1_202, total: 1_202 },
    ]);
  });

  it('reads only what is new, and nothing when nothing is', async () => {
    repository.commit('One');
    repository.commit('Two');
    expect(await run()).toBe(2);
    expect(await run()).toBe(0);
    repository.commit('Three');
    repository.git('tag', 'v3');
    expect(await run()).toBe(2);
    expect(await run()).toBe(0);
    expect(store.contents()).toEqual(await whole());
  });

  it('reads a branch that was rewritten, also when the old commits are pruned', async () => {
    repository.commit('One');
    repository.commit('Two');
    repository.git('tag', 'old');
    await run();
    for (const prune of [false, true]) {
      repository.git('reset', '-q', '--hard', 'HEAD~1');
      repository.git('tag', '-f', 'old');
      const sha = repository.commit(`Rewritten ${prune}`);
      if (prune) {
        repository.git('reflog', 'expire', '--expire=now', '--all');
        repository.git('gc', '-q', '--prune=now');
      }
      await run();
      expect(store.subjects('commit')).toContain(
        `commit:github.com/acme/shop@${sha}`,
      );
      expect(await run()).toBe(0);
    }
    expect(store.subjects('commit')).toHaveLength(4);
  });

  it('starts over when its checkpoint is not usable', async () => {
    repository.commit('One');
    for (const checkpoint of [
      { version: 0, main: [repository.head()] },
      { version: 1, boundary: '', main: ['--all', 7], side: {}, tags: ['x'] },
    ]) {
      store = new TestStore();
      store.checkpoint = checkpoint;
      expect(await run()).toBe(1);
    }
  });

  it('reads 20,000 commits in batches, and a second run writes nothing', async () => {
    fastImport(repository, { commits: 20_000, mergeEvery: 20, tagEvery: 500 });
    expect(await run()).toBe(20_040);
    expect(store.subjects('commit')).toHaveLength(20_000);
    expect(store.subjects('artifact')).toHaveLength(40);
    expect(store.writes).toBe(41);
    expect(await run()).toBe(0);
    expect(store.writes).toBe(41);
  });
});
