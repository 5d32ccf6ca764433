import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepository } from '../testUtils/testRepository';
import { openClone } from './openClone';

describe('openClone', () => {
  let repository: TestRepository;
  let inner: string;
  beforeEach(() => {
    repository = TestRepository.create();
    inner = join(repository.path, 'inner');
    mkdirSync(inner);
  });
  afterEach(() => repository.remove());

  it('opens a clone, and a bare one', async () => {
    const git = await openClone(repository.path);
    expect(await git.text(['rev-parse', '--git-dir'])).toBe('.git');
    await openClone(join(repository.path, '.git'));
  });

  it('does not take the repository around an empty directory', async () => {
    await expect(openClone(inner)).rejects.toThrow(
      /^\/.*inner cannot be read as a git repository \(.*not a git repository/,
    );
  });

  it('looks further up when it is told to', async () => {
    const git = await openClone(inner, { lookUp: true });
    expect(await git.text(['rev-parse', '--show-prefix'])).toBe('inner/');
  });

  it('says so when there is no directory', async () => {
    const path = join(inner, 'none');
    await expect(openClone(path)).rejects.toThrow(
      `there is no directory ${path}`,
    );
  });
});
