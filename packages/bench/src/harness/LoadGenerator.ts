import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { isLoadReport, Load, LoadOrder, LoadReport, LoadResult } from './load';
import { stopProcess, whenOver } from './processes';

const WITHIN_MS = 300_000;

/** Sends requests from a process of its own. */
export class LoadGenerator {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(join(__dirname, 'loadProcess.ts'), { detached: true });
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

  private ask(order: LoadOrder): Promise<LoadReport> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        settle();
      };
      const onMessage = (message: unknown) => {
        if (!isLoadReport(message)) return;
        done(() =>
          message.report === 'failed'
            ? reject(new Error(`Load generator: ${message.reason}`))
            : resolve(message),
        );
      };
      const onExit = () =>
        done(() => reject(new Error('The load generator ended')));
      const timer = setTimeout(
        () =>
          done(() => reject(new Error('The load generator takes too long'))),
        WITHIN_MS,
      );
      this.child.on('message', onMessage);
      this.child.once('exit', onExit);
      this.child.send(order);
    });
  }
}
