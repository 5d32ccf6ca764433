import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  HistoryContext,
  HistoryProvider,
} from '@throughline/plugin-trace-node';
import { randomUUID } from 'node:crypto';
import { HistoryStore } from '../database/inbox/HistoryStore';
import { HistoryEnd, HistoryLease } from '../database/inbox/historyTypes';
import { AppendFacts } from './InboxProcessor';
import { messageForPeople } from './messageForPeople';

const LEASE_MS = 15_000;
const RENEW_MS = 5_000;
const CHECK = { seconds: 5 };

/**
 * Runs histories: each at start-up and then on its frequency, on one replica at
 * a time.
 *
 * Who runs one is settled by a lease in the database and not by a global task
 * of the scheduler: that one keeps a killed replica's run until its timeout,
 * which for a long import is hours, while a lease that is not renewed is over
 * in seconds. A replica that lost its lease cannot write any more.
 */
export class HistoryRunner {
  readonly #store: HistoryStore;
  readonly #providers: HistoryProvider[];
  readonly #appendFacts: AppendFacts;
  readonly #onFacts: () => void;
  readonly #logger: LoggerService;
  readonly #owner = randomUUID();
  readonly #tried = new Set<string>();

  /** @param options - `onFacts`: called after facts were committed */
  constructor(options: {
    store: HistoryStore;
    providers: HistoryProvider[];
    appendFacts: AppendFacts;
    onFacts?: () => void;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#providers = options.providers;
    this.#appendFacts = options.appendFacts;
    this.#onFacts = options.onFacts ?? (() => {});
    this.#logger = options.logger;
  }

  /** Makes the histories known and begins to run them. */
  async start(scheduler: SchedulerService): Promise<void> {
    await this.#store.register(
      this.#providers.map(({ id, source, repository }) => ({
        id,
        source: source.id,
        repository,
      })),
    );
    for (const provider of this.#providers) {
      await scheduler.scheduleTask({
        id: `history-${provider.id}`,
        frequency: CHECK,
        // Stopping is harmless: the next check goes on from the checkpoint.
        timeout: { hours: 12 },
        scope: 'local',
        fn: async signal => {
          await this.runIfDue(provider, signal);
        },
      });
    }
  }

  /**
   * Runs a history to its end, if it is due and no other replica runs it.
   *
   * @returns whether it ran
   */
  async runIfDue(
    provider: HistoryProvider,
    signal: AbortSignal,
  ): Promise<boolean> {
    const early = !this.#tried.has(provider.id);
    this.#tried.add(provider.id);
    return this.runOnce(provider, signal, early);
  }

  /**
   * The same without the run at start-up, which for hundreds of repositories
   * would be a burst of requests at each restart.
   *
   * @param early - also when its next run is not due yet
   */
  async runOnce(
    provider: HistoryProvider,
    signal: AbortSignal,
    early: boolean = false,
  ): Promise<boolean> {
    const lease = { id: provider.id, owner: this.#owner };
    const claimed = await this.#store.claim({
      ...lease,
      ...this.#leaseTimes(),
      early,
    });
    if (!claimed) return false;

    const lost = new AbortController();
    const heartbeat = setInterval(() => this.#renew(lease, lost), RENEW_MS);
    try {
      const stop = AbortSignal.any([signal, lost.signal]);
      const end = await this.#run(provider, lease, claimed.checkpoint, stop);
      await this.#store.end(lease, end);
    } finally {
      clearInterval(heartbeat);
    }
    return true;
  }

  async #run(
    provider: HistoryProvider,
    lease: HistoryLease,
    checkpoint: HistoryContext['checkpoint'],
    signal: AbortSignal,
  ): Promise<HistoryEnd> {
    const nextRunAt = () =>
      new Date(Date.now() + durationToMilliseconds(provider.frequency));
    try {
      await provider.run({
        checkpoint,
        signal,
        logger: this.#logger.child({ history: provider.id }),
        write: batch => this.#write(lease, batch),
      });
      return signal.aborted
        ? { state: 'waiting' }
        : { state: 'done', nextRunAt: nextRunAt() };
    } catch (error) {
      if (signal.aborted) return { state: 'waiting' };
      const message = messageForPeople(error);
      this.#logger.warn(`History ${provider.id} failed: ${message}`);
      return {
        state: 'failed',
        message,
        nextRunAt: nextRunAt(),
      };
    }
  }

  async #write(
    lease: HistoryLease,
    { facts, ...progress }: Parameters<HistoryContext['write']>[0],
  ): Promise<void> {
    await this.#store.transaction(async tx => {
      const newFacts =
        facts.length > 0 ? await this.#appendFacts(tx, facts) : 0;
      const written = { ...progress, newFacts };
      if (!(await this.#store.writeProgress(tx, lease, written))) {
        throw new ConflictError(
          `Another replica has taken over the history ${lease.id}`,
        );
      }
    });
    if (facts.length > 0) this.#onFacts();
  }

  async #renew(lease: HistoryLease, lost: AbortController): Promise<void> {
    try {
      const { leaseUntil } = this.#leaseTimes();
      if (!(await this.#store.renew(lease, leaseUntil))) lost.abort();
    } catch {
      // The database does not answer. Either the next renewal gets through, or
      // another replica takes over and our next write is refused.
    }
  }

  #leaseTimes() {
    const now = new Date();
    return { now, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  }
}
