import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { program } from '../paths';
import { stopProcess, whenOver } from './processes';

/** One HTTP request. */
export interface Call {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** What the process says at its end. */
export interface ReplayReport {
  milliseconds: number;
}

/** What loads the sources of a process may have messages of its own. */
function isReplayReport(message: unknown): message is ReplayReport {
  return typeof (message as ReplayReport | null)?.milliseconds === 'number';
}

/**
 * Makes calls again and throws the answers away.
 *
 * @param series - made at once; the calls of each one after the other
 * @returns milliseconds
 */
export async function replayCalls(series: Call[][]): Promise<number> {
  const child = fork(program('replayProcess.ts'), { detached: true });
  const stop = whenOver(() => stopProcess(child));
  try {
    const over = new AbortController();
    once(child, 'exit').then(() => over.abort());
    child.send(series);
    for await (const [report] of on(child, 'message', {
      signal: over.signal,
    })) {
      if (isReplayReport(report)) return report.milliseconds;
    }
    throw new Error('The calls could not be made again');
  } finally {
    await stop();
  }
}
