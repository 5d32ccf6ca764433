import { fork } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../paths';
import { stopProcess, whenOver } from './processes';

/** One HTTP request. */
export interface Call {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
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
    const answered = once(child, 'message');
    const ended = once(child, 'exit').then(() => {
      throw new Error('The calls could not be made again');
    });
    ended.catch(() => {});
    child.send(series);
    const [milliseconds] = await Promise.race([answered, ended]);
    return milliseconds as number;
  } finally {
    await stop();
  }
}
