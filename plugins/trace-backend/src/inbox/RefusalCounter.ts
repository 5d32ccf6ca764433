import { LoggerService } from '@backstage/backend-plugin-api';
import { InboxStore } from '../database/inbox/InboxStore';
import { Refusals } from '../database/inbox/types';

const FLUSH_AFTER_MS = 5_000;

/**
 * Counts deliveries that were refused for their signature or token, or for the
 * scope of their source.
 *
 * Anybody can cause a refusal, so they are added up in memory and written at
 * most every few seconds: nobody without a secret can make us write per
 * request. A killed backend forgets the last few seconds of them.
 */
export class RefusalCounter {
  readonly #store: Pick<InboxStore, 'addRefusals'>;
  readonly #logger: LoggerService;
  #refusals = new Map<string, Refusals>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    store: Pick<InboxStore, 'addRefusals'>;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** @param source - a known one: every id makes a row */
  count(source: string): void {
    const before = this.#refusals.get(source)?.count ?? 0;
    this.#refusals.set(source, {
      source,
      count: before + 1,
      lastAt: new Date(),
    });
    this.#timer ??= setTimeout(() => {
      this.flush().catch(error =>
        this.#logger.warn(
          `Refused deliveries could not be counted: ${error.name}`,
        ),
      );
    }, FLUSH_AFTER_MS).unref();
  }

  /** Writes what was counted since the last time. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const refusals = [...this.#refusals.values()];
    this.#refusals = new Map();
    await this.#store.addRefusals(refusals);
  }
}
