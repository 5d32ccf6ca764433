import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { program } from '../paths';
import { stopProcess, whenOver } from './processes';

/** What the process says at its end. */
export interface DiffReport {
  /** Of each deployment. */
  milliseconds: number[];
  /** Commits that each deployment brought or took out. */
  commits: number[];
  /** Resident when all were compared, after a forced collection. */
  mebibytes: number;
}

/** What loads the sources of a process may have messages of its own. */
function isDiffReport(message: unknown): message is DiffReport {
  return typeof (message as DiffReport | null)?.mebibytes === 'number';
}

/** Compares deployments in a made-up history, in a process of its own. */
export async function runDiff(commits: number): Promise<DiffReport> {
  const child = fork(program('diffProcess.ts'), {
    detached: true,
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const stop = whenOver(() => stopProcess(child));
  try {
    const over = new AbortController();
    once(child, 'exit').then(() => over.abort());
    child.send(commits);
    for await (const [report] of on(child, 'message', {
      signal: over.signal,
    })) {
      if (isDiffReport(report)) return report;
    }
    throw new Error('The deployments could not be compared');
  } finally {
    await stop();
  }
}
