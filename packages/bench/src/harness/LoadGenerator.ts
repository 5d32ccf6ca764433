import { ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { program } from '../paths';
import { isLoadReport, Load, LoadOrder, LoadReport, LoadResult } from './load';
import { stopProcess, whenOver } from './processes';

const WITHIN_MS = 300_000;

/** Sends requests from a process of its own. */
export class LoadGenerator {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(program('loadProcess.ts'), { detached: true });
    whenOver(() => stopProcess(this.child));
  }

  /**
   * Makes and signs everything first, then sends it.
   *
   * @param onGo - called when the first request is about to be sent
   * @throws when an answer was not a 2xx: such a run measures something else
   */
  async run(load: Load, onGo: () => void = () => {}): Promise<LoadResult> {
    await this.ask({ prepare: load });
    onGo();
    const report = await this.ask('go');
    if (report.report !== 'done') {
      throw new Error('The load generator answered out of turn');
    }
    const { result } = report;
    if (result.failures > 0 || result.latencies.length < load.amount) {
      throw new Error(
        `${load.url}: ${result.failures} failures, ${result.latencies.length} of ${load.amount} answers`,
      );
    }
    return result;
  }

  private async ask(order: LoadOrder): Promise<LoadReport> {
    const abandon = new AbortController();
    const options = { signal: abandon.signal };
    try {
      const reported = this.nextReport(abandon.signal);
      const ended = once(this.child, 'exit', options).then(() => {
        throw new Error('The load generator ended');
      });
      const late = setTimeout(WITHIN_MS, undefined, options).then(() => {
        throw new Error('The load generator takes too long');
      });
      // What loses the race is abandoned, and nobody hears of it.
      for (const promise of [reported, ended, late]) promise.catch(() => {});
      this.child.send(order);
      const report = await Promise.race([reported, ended, late]);
      if (report.report === 'failed') {
        throw new Error(`Load generator: ${report.reason}`);
      }
      return report;
    } finally {
      abandon.abort();
    }
  }

  private async nextReport(signal: AbortSignal): Promise<LoadReport> {
    for await (const [message] of on(this.child, 'message', { signal })) {
      if (isLoadReport(message)) return message;
    }
    throw new Error('The load generator says no more');
  }
}
