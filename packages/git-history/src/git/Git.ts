import { spawn } from 'node:child_process';

/** Git ended with an error; the message is git's own. */
export class GitError extends Error {
  name = 'GitError';
}

/**
 * Variables by which a git process tells its children which repository they
 * are in (`git rev-parse --local-env-vars`). A process that is
 * started from a git hook inherits them, and would read the wrong repository.
 */
const LOCAL_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** Nothing in a repository's own config may start a program. */
const SAFE_CONFIG = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'log.showSignature=false',
  // A remote that stops talking must not hold its reader for ever.
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=60',
].flatMap(setting => ['-c', setting]);

function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  LOCAL_VARIABLES.forEach(name => delete inherited[name]);
  return {
    ...inherited,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'https:ssh:file',
    ...extra,
  };
}

const MAX_COMPLAINT = 4_096;

/** What git said on stderr, as the end of a sentence. */
function complaintOf(stderr: string): string {
  const lines = stderr
    .replace(/\/\/[^/@\s]*@/g, '//***@')
    .split('\n')
    .map(line => line.replace(/^(fatal|error): /, '').trim())
    .filter(Boolean);
  return lines.slice(0, 3).join('; ') || 'no reason given';
}

/** Runs the git binary in one directory. Arguments never pass a shell. */
export class Git {
  /**
   * @param directory - where git runs
   * @param signal - aborting it ends what is running
   * @param variables - set for git besides what the process has
   */
  constructor(
    readonly directory: string,
    private readonly signal?: AbortSignal,
    private readonly variables: Record<string, string> = {},
  ) {}

  /**
   * What git writes, as it comes.
   *
   * @throws GitError when git ends with an error, at the end of the stream
   */
  async *stream(
    args: string[],
    input: string | Buffer = '',
  ): AsyncGenerator<Buffer> {
    this.signal?.throwIfAborted();
    const child = spawn('git', [...SAFE_CONFIG, ...args], {
      cwd: this.directory,
      env: environment(this.variables),
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: this.signal,
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // Awaited below; a failure to start must not count as unhandled before.
    ended.catch(() => {});
    let stderr = '';
    child.stderr.on('data', chunk => {
      if (stderr.length < MAX_COMPLAINT) stderr += chunk;
    });
    // Git may end before it has read everything; its exit code tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    try {
      yield* child.stdout;
      if ((await ended) !== 0) {
        throw new GitError(`git ${args[0]} failed: ${complaintOf(stderr)}`);
      }
    } catch (error) {
      this.signal?.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new GitError(
          'git could not be started; is it installed, and in the PATH?',
        );
      }
      throw error;
    } finally {
      child.kill();
    }
  }

  /**
   * All of what git writes, without the last line break.
   *
   * @throws GitError when git ends with an error
   */
  async text(args: string[], input?: string | Buffer): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream(args, input)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8').replace(/\n$/, '');
  }

  /** Like {@link Git.text}, by line; no output gives no lines. */
  async lines(args: string[], input?: string | Buffer): Promise<string[]> {
    const text = await this.text(args, input);
    return text === '' ? [] : text.split('\n');
  }

  /** Like {@link Git.text}; undefined where git ends with an error. */
  async optional(args: string[]): Promise<string | undefined> {
    try {
      return await this.text(args);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }
}
