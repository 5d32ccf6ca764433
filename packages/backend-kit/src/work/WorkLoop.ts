import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

const MAX_BACKOFF_MS = 30_000;
/** Shortest rest of work that gives way, so that batches have time to fill. */
const REST_MS = 200;

/**
 * Repeats work until there is none, then waits until it is woken or a moment
 * has passed: waking is for what happens in this process, the moment for what
 * other replicas did. Work that throws is tried again, ever more patiently.
 */
export class WorkLoop {
  readonly #name: string;
  readonly #work: () => Promise<number>;
  readonly #pollMs: number;
  readonly #givesWay: () => boolean;
  readonly #logger: LoggerService;
  #running: Promise<void> | undefined;
  #stopped = false;
  #woken = false;
  #idle = false;
  #endWait: (() => void) | undefined;

  /**
   * @param options - `work` returns how much it did; 0 means nothing is left.
   *   While `givesWay` says so, work takes at most a third of the time.
   */
  constructor(options: {
    name: string;
    work: () => Promise<number>;
    pollMs: number;
    givesWay?: () => boolean;
    logger: LoggerService;
  }) {
    this.#name = options.name;
    this.#work = options.work;
    this.#pollMs = options.pollMs;
    this.#givesWay = options.givesWay ?? (() => false);
    this.#logger = options.logger;
  }

  /** Starts working; once. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Says that there is work. */
  wake(): void {
    this.#woken = true;
    // Only idleness is cut short: while the database does not answer,
    // deliveries go on coming, and each would make another attempt.
    if (this.#idle) this.#endWait?.();
  }

  /** Resolves when the work under way is done; no more is begun. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endWait?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      this.#woken = false;
      try {
        const began = performance.now();
        const done = await this.#work();
        failures = 0;
        if (done > 0) {
          if (this.#givesWay()) {
            const worked = performance.now() - began;
            await this.#wait(Math.max(REST_MS, 2 * worked));
          }
          continue;
        }
        if (this.#woken) continue;
        this.#idle = true;
        await this.#wait(this.#pollMs);
        this.#idle = false;
      } catch (error) {
        failures += 1;
        const wait = Math.min(this.#pollMs * 2 ** failures, MAX_BACKOFF_MS);
        this.#logger.warn(
          `${this.#name} failed and is tried again in ${wait} ms: ${
            isError(error) ? error.name : 'unknown error'
          }${codeOf(error)}`,
        );
        await this.#wait(wait);
      }
    }
  }

  #wait(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#endWait?.(), ms);
      this.#endWait = () => {
        clearTimeout(timer);
        this.#endWait = undefined;
        resolve();
      };
    });
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
}
