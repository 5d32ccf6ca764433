import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { DeliveryStatus } from '@throughline/plugin-trace-common';
import { InboxStore } from '../database/inbox/InboxStore';

const BATCH = 500;

/**
 * Drops raw bodies when their time is over. Facts made of them stay, and so do
 * the deliveries' rows, which is how one that is sent again is recognised. What
 * was never processed is kept however old.
 */
export class BodyExpiry {
  readonly #store: Pick<InboxStore, 'expireBodies'>;
  readonly #keptMs: Record<Exclude<DeliveryStatus, 'received'>, number>;
  readonly #logger: LoggerService;

  constructor(options: {
    store: Pick<InboxStore, 'expireBodies'>;
    retentionMs: number;
    failedRetentionMs: number;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#keptMs = {
      projected: options.retentionMs,
      ignored: options.retentionMs,
      failed: options.failedRetentionMs,
    };
    this.#logger = options.logger;
  }

  /** Runs hourly, on one replica at a time. */
  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'inbox-body-expiry',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      scope: 'global',
      fn: async signal => {
        const expired = await this.expire(new Date(), signal);
        if (expired > 0) this.#logger.info(`${expired} raw bodies expired`);
      },
    });
  }

  /** @returns how many bodies were dropped */
  async expire(now: Date, signal?: AbortSignal): Promise<number> {
    let total = 0;
    for (const status of ['projected', 'ignored', 'failed'] as const) {
      const receivedBefore = new Date(now.getTime() - this.#keptMs[status]);
      let expired = BATCH;
      while (expired === BATCH && !signal?.aborted) {
        expired = await this.#store.expireBodies({
          status,
          receivedBefore,
          limit: BATCH,
        });
        total += expired;
      }
    }
    return total;
  }
}
