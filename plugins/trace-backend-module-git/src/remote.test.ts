import { TestRepository } from '@throughline/git-history/testUtils';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitOrigin } from './config';
import { runHistory, TestStore } from './__testUtils__/runHistory';

jest.setTimeout(120_000);

describe('a repository with a url', () => {
  let remote: TestRepository;
  let workingDirectory: string;
  let store: TestStore;
  let origin: GitOrigin;

  beforeEach(() => {
    remote = TestRepository.create();
    workingDirectory = mkdtempSync(join(tmpdir(), 'trace-git-clones-'));
    store = new TestStore();
    origin = {
      kind: 'remote',
      url: `file://${remote.path}`,
      workingDirectory: join(workingDirectory, 'not', 'there', 'yet'),
      contents: false,
    };
  });
  afterEach(() => {
    remote.remove();
    rmSync(workingDirectory, { recursive: true, force: true });
  });

  it('is cloned once and then brought up to date', async () => {
    remote.write('a', '1');
    remote.commit('One');
    remote.git('tag', 'v1');
    expect(await runHistory({ origin }, store)).toBe(2);
    expect(await runHistory({ origin }, store)).toBe(0);
    remote.write('b', '1');
    const two = remote.commit('Two');
    expect(await runHistory({ origin }, store)).toBe(1);
    expect(
      store.attributes(`commit:github.com/acme/shop@${two}`),
    ).toMatchObject({ onDefaultBranch: true, paths: ['b'] });
  });

  it('follows a default branch that gets another name', async () => {
    remote.commit('One');
    await runHistory({ origin }, store);
    remote.git('branch', '-m', 'main', 'trunk');
    const two = remote.commit('Two');
    await runHistory({ origin }, store);
    expect(
      store.attributes(`commit:github.com/acme/shop@${two}`),
    ).toMatchObject({ onDefaultBranch: true });
  });

  it('follows rewritten branches and moved tags', async () => {
    remote.commit('One');
    remote.commit('Two');
    remote.git('tag', 'v1');
    await runHistory({ origin }, store);
    remote.git('reset', '-q', '--hard', 'HEAD~1');
    const sha = remote.commit('Another two');
    remote.git('tag', '-f', 'v1');
    await runHistory({ origin }, store);
    expect(store.attributes('artifact:github.com/acme/shop@v1')?.sha).toBe(sha);
  });

  it('is compared patch by patch where its contents are cloned', async () => {
    remote.git('config', 'uploadpack.allowFilter', 'true');
    remote.write('a', '1');
    remote.commit('One');
    remote.git('switch', '-qc', '1.x');
    remote.write('b', '1');
    remote.commit('Fix');
    remote.git('tag', 'v1');
    remote.git('switch', '-q', 'main');
    remote.write('a', '2');
    remote.commit('Two');
    remote.write('b', '1');
    remote.commit('Fix');
    const pairs = () =>
      [...store.facts.values()].flatMap(({ attributes }) =>
        Object.keys(attributes).filter(name => name.startsWith('samePatch:')),
      );
    await runHistory({ origin }, store);
    expect(pairs()).toEqual([]);
    origin = { ...origin, contents: true } as GitOrigin;
    // What was read without contents is read again for its patches alone.
    expect(await runHistory({ origin }, store)).toBe(2);
    expect(pairs()).toHaveLength(2);
  });

  it('is no error while it is empty', async () => {
    expect(await runHistory({ origin }, store)).toBe(0);
    remote.commit('One');
    expect(await runHistory({ origin }, store)).toBe(1);
  });

  it('says why it cannot be cloned, and leaves no half clone', async () => {
    const gone: GitOrigin = {
      kind: 'remote',
      url: `file://${remote.path}-gone`,
      workingDirectory,
      contents: false,
    };
    await expect(runHistory({ origin: gone }, store)).rejects.toThrow(
      /git clone failed: .*-gone.* does not (exist|appear)/,
    );
    expect(readdirSync(workingDirectory)).toEqual([]);
    await expect(
      runHistory({ origin: { ...gone, url: 'ext::sh -c false' } }, store),
    ).rejects.toThrow(/transport 'ext' not allowed/);
  });
});
