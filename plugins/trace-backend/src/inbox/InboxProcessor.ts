import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Fact } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { InboxStore } from '../database/inbox/InboxStore';
import { isTransientDatabaseError } from '../database/inbox/transientErrors';
import { ClaimedDelivery, DeliveryOutcome } from '../database/inbox/types';
import { eraseFromProcessed } from '../erasure/operations/deliveries';
import { readErasedPeople } from '../erasure/operations/marks';
import { internalFailure, normaliseDelivery } from './normaliseDelivery';
import { SourceRegistry } from './SourceRegistry';

/**
 * Takes facts over, in the transaction that records where they came from, so
 * that a delivery is never applied without being marked, nor the reverse.
 *
 * @returns how many facts were not known
 */
export type AppendFacts = (
  tx: Knex.Transaction,
  facts: Fact[],
) => Promise<number>;

const BATCH = { deliveries: 200, bytes: 4 * 1024 * 1024 };

/**
 * Turns received deliveries into facts, a batch in a transaction. A delivery
 * whose processing throws ends as `failed` with its reason; one that was under
 * way when the database or the backend died is `received` still.
 */
export class InboxProcessor {
  readonly #store: InboxStore;
  readonly #sources: SourceRegistry;
  readonly #appendFacts: AppendFacts;
  readonly #onFacts: () => void;
  readonly #logger: LoggerService;

  /** @param options - `onFacts`: called after facts were committed */
  constructor(options: {
    store: InboxStore;
    sources: SourceRegistry;
    appendFacts: AppendFacts;
    onFacts?: () => void;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
    this.#appendFacts = options.appendFacts;
    this.#onFacts = options.onFacts ?? (() => {});
    this.#logger = options.logger;
  }

  /**
   * Processes one batch.
   *
   * @returns how many deliveries it was; 0 when none is waiting
   * @throws when the database cannot be used; the deliveries wait then
   */
  async processOnce(): Promise<number> {
    let claimed: ClaimedDelivery[] = [];
    try {
      await this.#store.transaction(async tx => {
        claimed = await this.#store.claim(tx, BATCH);
        await this.#process(tx, claimed);
      });
    } catch (error) {
      if (claimed.length === 0 || isTransientDatabaseError(error)) throw error;
      await this.#processOneByOne(claimed);
    }
    if (claimed.length > 0) this.#onFacts();
    return claimed.length;
  }

  async #process(
    tx: Knex.Transaction,
    deliveries: ClaimedDelivery[],
  ): Promise<void> {
    const results = await Promise.all(
      deliveries.map(async delivery => {
        const connector = this.#sources.find(delivery.source)?.connector;
        const result = await normaliseDelivery(delivery, connector);
        if (result.bug) this.#logBug(delivery, result.bug);
        return result;
      }),
    );
    const facts = results.flatMap(result => result.facts);
    if (facts.length > 0) await this.#appendFacts(tx, facts);
    await this.#finish(
      tx,
      results.map(result => result.outcome),
    );
  }

  /** Records what became of deliveries, without people who were erased. */
  async #finish(
    tx: Knex.Transaction,
    outcomes: DeliveryOutcome[],
  ): Promise<void> {
    const finder = await readErasedPeople(tx);
    await this.#store.finish(tx, outcomes);
    if (finder) {
      await eraseFromProcessed(
        tx,
        outcomes.map(({ seq }) => seq),
        finder,
      );
    }
  }

  /** So that a poisonous delivery takes none of its neighbours with it. */
  async #processOneByOne(deliveries: ClaimedDelivery[]): Promise<void> {
    for (const { seq } of deliveries) {
      try {
        await this.#store.transaction(async tx => {
          // Another replica may have taken it since the batch was rolled back.
          await this.#process(tx, await this.#claimOne(tx, seq));
        });
      } catch (error) {
        if (isTransientDatabaseError(error)) throw error;
        await this.#store.transaction(async tx => {
          const rest = await this.#claimOne(tx, seq);
          rest.forEach(delivery => this.#logBug(delivery, error));
          await this.#finish(
            tx,
            rest.map(delivery => internalFailure(delivery, error)),
          );
        });
      }
    }
  }

  #claimOne(tx: Knex.Transaction, seq: number): Promise<ClaimedDelivery[]> {
    return this.#store.claim(tx, BATCH, { seq });
  }

  /** Without the message, which may quote the payload: that is in the inbox. */
  #logBug({ seq, source }: ClaimedDelivery, error: unknown): void {
    const frames = isError(error)
      ? (error.stack ?? '')
          .split('\n')
          .filter(line => /^\s+at /.test(line))
          .slice(0, 5)
      : [];
    this.#logger.error(
      [
        `Delivery ${seq} of ${source} could not be processed: ${
          isError(error) ? error.name : 'unknown error'
        }`,
        ...frames,
      ].join('\n'),
    );
  }
}
