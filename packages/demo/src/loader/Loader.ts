import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { startOfDay } from '../generator/clock';
import { Delivery } from '../generator/delivery';
import { Progress, ProgressStore } from './ProgressStore';
import { SendDelivery } from './sendDelivery';

/** Answer of `GET /status`: counts only, because anybody may read it. */
export interface LoadingStatus {
  enabled: boolean;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  sent: number;
  total: number;
  /** What went wrong, when `failed`. */
  message?: string;
  /** ISO 8601. */
  startedAt?: string;
  /** ISO 8601. */
  finishedAt?: string;
}

/** How many deliveries are on their way at once. */
const IN_FLIGHT = 12;
/** How many are accepted before the place in the list is kept again. */
const SAVE_EVERY = 100;

/**
 * Sends a list of deliveries once, going on where it was interrupted. The list
 * is the same on every start, so a place in it is all there is to remember;
 * what was accepted and not yet remembered is sent again and is a duplicate.
 */
export class Loader {
  private progress: Progress | undefined;
  private state: LoadingStatus['state'] = 'waiting';
  private message: string | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: {
      generate(anchor: number): Delivery[];
      store: ProgressStore;
      send: SendDelivery;
      logger: LoggerService;
    },
  ) {}

  status(): LoadingStatus {
    return {
      enabled: true,
      state: this.state,
      sent: this.progress?.sent ?? 0,
      total: this.progress?.total ?? 0,
      message: this.message,
      startedAt: this.progress?.startedAt,
      finishedAt: this.progress?.finishedAt,
    };
  }

  /** Stops after what is on its way. */
  stop(): void {
    this.stopping.abort();
  }

  /** Sends what is left. Settles when all is sent, or cannot be. */
  async run(): Promise<void> {
    const { store, logger } = this.options;
    try {
      const progress = await store.begin({
        anchor: startOfDay(Date.now()),
        startedAt: new Date().toISOString(),
      });
      this.progress = progress;
      if (progress.finishedAt) {
        this.state = 'done';
        logger.info(
          `The demo organisation is there: ${progress.sent} deliveries`,
        );
        return;
      }
      this.state = 'sending';
      await this.send(this.options.generate(progress.anchor), progress);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.state = 'failed';
      this.message = error instanceof Error ? error.message : String(error);
      logger.error(
        `The demo organisation could not be loaded: ${stringifyError(error)}`,
      );
    }
  }

  private async send(deliveries: Delivery[], progress: Progress) {
    const { store, logger } = this.options;
    const total = deliveries.length;
    progress.total = total;
    logger.info(
      progress.sent === 0
        ? `Loading the demo organisation: ${total} deliveries`
        : `Loading the demo organisation goes on: ${progress.sent} of ${total} deliveries were there`,
    );
    try {
      await this.sendAll(deliveries, progress);
    } finally {
      if (progress.sent === total) {
        progress.finishedAt = new Date().toISOString();
      }
      await store.save(progress);
    }
    this.state = 'done';
    logger.info(`The demo organisation is loaded: ${total} deliveries`);
  }

  private async sendAll(deliveries: Delivery[], progress: Progress) {
    const { store, send, logger } = this.options;
    const total = deliveries.length;
    const failed = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, failed.signal]);
    const accepted = new Set<number>();
    let next = progress.sent;
    let saved = progress.sent;
    const tenth = () => Math.floor((progress.sent * 10) / total);

    const accept = async (place: number) => {
      const before = tenth();
      accepted.add(place);
      while (accepted.delete(progress.sent)) progress.sent += 1;
      if (tenth() > before && progress.sent < total) {
        logger.info(`Loading the demo organisation: ${tenth() * 10} %`);
      }
      if (progress.sent - saved >= SAVE_EVERY) {
        saved = progress.sent;
        await store.save(progress);
      }
    };
    const worker = async () => {
      while (next < total) {
        signal.throwIfAborted();
        const place = next++;
        await send(deliveries[place], signal);
        await accept(place);
      }
    };
    const workers = Array.from({ length: IN_FLIGHT }, () =>
      worker().catch(error => {
        failed.abort(error);
        throw error;
      }),
    );
    const ends = await Promise.allSettled(workers);
    this.stopping.signal.throwIfAborted();
    if (ends.some(({ status }) => status === 'rejected')) {
      throw failed.signal.reason;
    }
  }
}
