import { TestRepository } from '../testUtils/testRepository';
import { Git, GitError } from './Git';

describe('Git', () => {
  let repository: TestRepository;
  const environment = { ...process.env };

  beforeEach(() => {
    repository = TestRepository.create();
  });
  afterEach(() => {
    process.env = { ...environment };
    repository.remove();
  });

  it('reads its own repository when it is started from a hook of another', async () => {
    process.env.GIT_DIR = '/elsewhere/.git';
    process.env.GIT_WORK_TREE = '/elsewhere';
    const git = new Git(repository.path);
    expect(await git.text(['rev-parse', '--git-dir'])).toBe('.git');
  });

  it('passes on what git says, without credentials', async () => {
    const git = new Git(repository.path);
    await expect(
      git.text(['fetch', 'nope://someone:secret@example.com/x']),
    ).rejects.toThrow(GitError);
    await expect(
      git.text(['clone', '--', '/nowhere//someone:secret@x', 'clone']),
    ).rejects.toThrow(/^git clone failed: .*\/\/\*\*\*@x/);
  });

  it('says so when there is no git', async () => {
    process.env.PATH = '/nowhere';
    await expect(new Git(repository.path).text(['version'])).rejects.toThrow(
      /git could not be started; is it installed/,
    );
  });

  it('gives no lines for no output, and takes failure for absence where asked', async () => {
    const git = new Git(repository.path);
    expect(await git.lines(['for-each-ref'])).toEqual([]);
    expect(await git.optional(['rev-parse', '-q', '--verify', 'HEAD'])).toBe(
      undefined,
    );
  });

  it('ends what is running when it is told to', async () => {
    const stop = new AbortController();
    const git = new Git(repository.path, stop.signal);
    const reading = git.stream(['cat-file', '--batch-check'], 'HEAD\n');
    expect((await reading.next()).value.toString()).toBe('HEAD missing\n');
    stop.abort();
    await expect(reading.next()).rejects.toThrow(/abort/);
    await expect(git.text(['version'])).rejects.toThrow(/abort/);
  });
});
