import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const BIN = resolve(__dirname, '../../bin/throughline');

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
  { cwd, env = {}, input, onStart }: CliOptions = {},
): Promise<CliResult> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
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
