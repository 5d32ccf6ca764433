import { TestRepository } from '@throughline/git-history/testUtils';
import { mkdirSync } from 'node:fs';
import { localOrigin, runHistory, TestStore } from './__testUtils__/runHistory';

jest.setTimeout(120_000);

// What is read of a history, and how it goes on after an interruption, is
// tested where that is done: in @throughline/git-history.
describe('GitHistoryProvider', () => {
  let repository: TestRepository;
  let store: TestStore;
  const run = (signal?: AbortSignal) =>
    runHistory({ origin: localOrigin(repository.path) }, store, signal);

  beforeEach(() => {
    repository = TestRepository.create();
    store = new TestStore();
  });
  afterEach(() => repository.remove());

  it('writes commits and tags as facts, with its progress', async () => {
    const sha = repository.commit('One');
    repository.git('tag', 'v1');
    expect(await run()).toBe(2);
    expect(store.subjects('commit')).toEqual([
      `commit:github.com/acme/shop@${sha}`,
    ]);
    expect(store.subjects('artifact')).toEqual([
      'artifact:github.com/acme/shop@v1',
    ]);
    expect(store.progress).toEqual([
      { done: 1, total: 2 },
      { done: 2, total: 2 },
    ]);
  });

  it('goes on from its checkpoint', async () => {
    repository.commit('One');
    await run();
    expect(await run()).toBe(0);
    repository.commit('Two');
    expect(await run()).toBe(1);
  });

  it('reads the branch that the config names', async () => {
    repository.commit('One');
    repository.git('switch', '-qc', 'trunk');
    const sha = repository.commit('Two');
    repository.git('switch', '-q', 'main');
    const origin = localOrigin(repository.path);
    await runHistory({ origin, defaultBranch: 'trunk' }, store);
    expect(
      store.attributes(`commit:github.com/acme/shop@${sha}`),
    ).toMatchObject({ onDefaultBranch: true });
  });

  it('stops when told to', async () => {
    repository.commit('One');
    const stop = new AbortController();
    stop.abort();
    await expect(run(stop.signal)).rejects.toThrow(/abort/);
    expect(store.checkpoint).toBeUndefined();
  });

  it('says that a repository is empty, and that a clone is shallow', async () => {
    await run();
    expect(store.information).toEqual([
      'github.com/acme/shop has no commits yet',
    ]);
    repository.commit('One');
    repository.commit('Two');
    const shallow = TestRepository.clone(
      `file://${repository.path}`,
      '--depth=1',
    );
    try {
      await runHistory({ origin: localOrigin(shallow.path) }, store);
    } finally {
      shallow.remove();
    }
    expect(store.warnings[0]).toMatch(/shallow.*partial/);
  });

  it('names the setting of a path that is no clone', async () => {
    mkdirSync(`${repository.path}/inner`);
    for (const [path, message] of [
      ['inner', /^trace\.git\.repositories\[0\]\.path: .*inner cannot be read/],
      ['none', /^trace\.git\.repositories\[0\]\.path: there is no directory/],
    ] as const) {
      const origin = localOrigin(`${repository.path}/${path}`);
      await expect(runHistory({ origin }, store)).rejects.toThrow(message);
    }
  });
});
