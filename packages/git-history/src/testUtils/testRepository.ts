import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A git repository in a directory of its own, for a test to write history in. */
export class TestRepository {
  private clock = Date.UTC(2024, 4, 1, 9, 30) / 1000;

  private constructor(readonly path: string) {}

  static create(options: string[] = []): TestRepository {
    const repository = new TestRepository(
      mkdtempSync(join(tmpdir(), 'trace-git-')),
    );
    repository.git('init', '-q', '-b', 'main', ...options);
    repository.git('config', 'user.name', 'Person A');
    repository.git('config', 'user.email', 'a@example.com');
    return repository;
  }

  static clone(url: string, ...options: string[]): TestRepository {
    const path = mkdtempSync(join(tmpdir(), 'trace-git-'));
    execFileSync('git', ['clone', '-q', ...options, '--', url, path], {
      env: TestRepository.environment(),
      stdio: 'pipe',
    });
    return new TestRepository(path);
  }

  /** Without what a git hook that runs the tests would pass on. */
  private static environment(): NodeJS.ProcessEnv {
    return Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
    );
  }

  git(...args: string[]): string {
    return this.feed('', ...args);
  }

  /** Runs git with something on its standard input. */
  feed(input: string | Buffer, ...args: string[]): string {
    const date = `${this.clock} +0200`;
    return execFileSync('git', args, {
      cwd: this.path,
      input,
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...TestRepository.environment(),
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
      .toString('utf8')
      .trim();
  }

  write(path: string | Buffer, content: string): void {
    const name = typeof path === 'string' ? Buffer.from(path) : path;
    const target = Buffer.concat([Buffer.from(`${this.path}/`), name]);
    writeFileSync(target, content);
  }

  /** Commits everything there is, a minute after the last commit; its sha. */
  commit(message: string | Buffer, ...options: string[]): string {
    this.clock += 60;
    this.git('add', '-A');
    this.feed(
      message,
      'commit',
      '-q',
      '--allow-empty',
      '--allow-empty-message',
      '--cleanup=verbatim',
      '-F',
      '-',
      ...options,
    );
    return this.head();
  }

  head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
