import { buildSync } from 'esbuild';
import { ChildProcess, spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { resolve } from 'node:path';

const PACKAGE = resolve(__dirname, '../..');
let bundled: string | undefined;

/**
 * The sources as one program: compiling them takes eight times as long as a
 * run of it, and tests run it hundreds of times.
 */
function program(): string {
  if (!bundled) {
    bundled = resolve(PACKAGE, '.cache/throughline.js');
    // Whole at once: tests run side by side.
    const made = `${bundled}.${process.pid}`;
    buildSync({
      entryPoints: [resolve(PACKAGE, 'src/index.ts')],
      bundle: true,
      platform: 'node',
      outfile: made,
      external: ['@octokit/*', 'tinyglobby'],
      logLevel: 'error',
    });
    renameSync(made, bundled);
  }
  return bundled;
}

/** How a run of the command line ended. */
export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How the command line is run. */
export interface CliOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** What comes on standard input; nothing without it. */
  input?: string;
  /** Called with the process, to do something to it. */
  onStart?: (child: ChildProcess) => void;
  /** Whether it is the command as it is installed, not its sources alone. */
  installed?: boolean;
}

/** Without what the system that runs the tests says of itself. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(CI|GIT_|GITHUB_|GITLAB_|JENKINS_|BUILD_|JOB_|STAGE_|THROUGHLINE_|NODE_OPTIONS)/;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !foreign.test(name)),
  );
}

/** Runs the real command line as a process of its own. */
export function runCli(
  args: string[],
  { cwd, env = {}, input, onStart, installed }: CliOptions = {},
): Promise<CliResult> {
  return new Promise((done, reject) => {
    const file = installed ? resolve(PACKAGE, 'bin/throughline') : program();
    const child = spawn(process.execPath, [file, ...args], {
      cwd,
      env: { ...bareEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    child.on('error', reject);
    child.on('close', code => done({ code, stdout, stderr }));
    onStart?.(child);
  });
}
