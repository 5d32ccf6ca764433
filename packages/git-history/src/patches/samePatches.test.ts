import { JsonObject } from '@backstage/types';
import { readAll, TestStore } from '../__testUtils__/readAll';
import { openClone } from '../git/openClone';
import { TestRepository } from '../testUtils/testRepository';
import { MAX_PATCH_CHARACTERS, readPatchIds } from './patchIds';

jest.setTimeout(60_000);

const LINES = Array.from({ length: 40 }, (_, n) => `line ${n}`);
const text = (...changes: Array<[line: number, text: string]>) => {
  const lines = [...LINES];
  changes.forEach(([line, content]) => lines.splice(line, 1, content));
  return `${lines.join('\n')}\n`;
};

describe('commits that are the same patch', () => {
  let repository: TestRepository;
  let store: TestStore;
  const run = () => readAll(repository.path, store, { patches: true });
  beforeEach(() => {
    repository = TestRepository.create();
    store = new TestStore();
    repository.write('a', text());
    repository.commit('Begin');
    repository.git('branch', '1.x');
  });
  afterEach(() => repository.remove());

  /** Commits a change of one line on a branch. */
  function change(branch: string, message: string, content: string): string {
    repository.git('switch', '-q', branch);
    repository.write('a', content);
    const sha = repository.commit(message);
    if (branch !== 'main') repository.git('tag', `on-${branch}-${sha}`);
    // What HEAD names is the default branch.
    repository.git('switch', '-q', 'main');
    return sha;
  }

  const pairs = () =>
    [...store.facts.values()]
      .flatMap(({ subject, attributes }) =>
        Object.keys(attributes)
          .filter(name => name.startsWith('samePatch:'))
          .map(name => `${subject.split('@')[1]} ${name.split(':')[1]}`),
      )
      .sort();
  const both = (a: string, b: string) => [`${a} ${b}`, `${b} ${a}`].sort();

  it('are found from both ends, whichever branch had it first', async () => {
    change('main', 'Before', text([2, 'before']));
    const original = change('main', 'Fix', text([2, 'before'], [30, 'fixed']));
    const copy = change('1.x', 'Fix it here too', text([30, 'fixed']));
    const hotfix = change('1.x', 'Hot', text([30, 'fixed'], [20, 'hot']));
    await run();
    expect(pairs()).toEqual(both(original, copy));
    expect(store.attributes(`commit:github.com/acme/shop@${copy}`)).toEqual({
      [`samePatch:${original}`]: {
        sha: original,
        patchId: expect.stringMatching(/^[0-9a-f]{40}$/),
      } as JsonObject,
    });
    const { writes } = store;
    expect(await run()).toBe(0);
    expect(store.writes).toBe(writes);

    // Later the default branch gets what the release branch had first.
    const forward = change(
      'main',
      'Forward',
      text([2, 'before'], [30, 'fixed'], [20, 'hot']),
    );
    await run();
    const found = [...both(original, copy), ...both(hotfix, forward)].sort();
    expect(pairs()).toEqual(found);
    const once = new TestStore();
    await readAll(repository.path, once, { patches: true });
    expect(once.contents()).toEqual(store.contents());
  });

  it('are none where one was taken back in between', async () => {
    change('1.x', 'Bump', text([5, 'one']));
    change('1.x', 'Take it back', text());
    change('1.x', 'Bump', text([5, 'one']));
    await run();
    expect(pairs()).toEqual([]);
  });

  it('are looked for only where that is asked, and contents are there', async () => {
    change('main', 'Fix', text([30, 'fixed']));
    change('main', 'More', text([30, 'fixed'], [2, 'more']));
    change('1.x', 'Fix', text([30, 'fixed']));
    const { path } = repository;
    await readAll(path, store);
    repository.git('config', 'remote.origin.promisor', 'true');
    await run();
    expect(pairs()).toEqual([]);
    repository.git('config', '--unset', 'remote.origin.promisor');
    await run();
    expect(pairs()).toHaveLength(2);
  });

  it('leaves out merges, empty and binary commits, modes and long patches', async () => {
    const empty = repository.commit('Nothing');
    repository.write('b', '\0binary');
    const binary = repository.commit('Binary');
    repository.git('update-index', '--chmod=+x', 'a');
    repository.git('commit', '-qm', 'Mode');
    const mode = repository.head();
    repository.git('reset', '-q', '--hard');
    repository.write('long', `${'x'.repeat(99)}\n`.repeat(3_000));
    const long = repository.commit('Long');
    repository.write('c', 'Binary files a/x and b/y differ\ncommit 1\n');
    const plain = repository.commit('Plain');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge', '1.x');
    const merge = repository.head();
    expect(3_000 * 101).toBeGreaterThan(MAX_PATCH_CHARACTERS);
    const ids = await readPatchIds(await openClone(repository.path), [
      ...[empty, binary, mode, long, plain, merge],
    ]);
    expect([...ids.keys()]).toEqual([plain]);
    const [expected] = repository
      .feed(repository.git('show', plain), 'patch-id', '--stable')
      .split(' ');
    expect(ids.get(plain)).toBe(expected);
  });
});
