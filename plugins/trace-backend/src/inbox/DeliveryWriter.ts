import { ServiceUnavailableError, toError } from '@backstage/errors';
import { createDeferred, DeferredPromise } from '@backstage/types';
import { InboxStore } from '../database/inbox/InboxStore';
import { isTransientDatabaseError } from '../database/inbox/transientErrors';
import { NewDelivery } from '../database/inbox/types';

const BATCH_DELIVERIES = 100;
const BATCH_BYTES = 8 * 1024 * 1024;

interface Waiting {
  delivery: NewDelivery;
  /** Resolves, after the commit, with whether the delivery is new. */
  stored: DeferredPromise<boolean>;
}

/**
 * Writes deliveries, and answers each after its commit.
 *
 * While one transaction is under way the next deliveries wait and then go in
 * together, so that one commit (one flush to disk) is shared when it is busy
 * and nobody waits when it is not.
 */
export class DeliveryWriter {
  readonly #store: Pick<InboxStore, 'insert'>;
  readonly #limits: { deliveries: number; bytes: number };
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(options: {
    store: Pick<InboxStore, 'insert'>;
    limits: { deliveries: number; bytes: number };
  }) {
    this.#store = options.store;
    this.#limits = options.limits;
  }

  /**
   * @returns once it is committed: whether the delivery is new
   * @throws ServiceUnavailableError when too much is waiting or the backend
   *   stops; nothing is stored then
   */
  async write(delivery: NewDelivery): Promise<boolean> {
    if (this.#closed) {
      throw new ServiceUnavailableError('The backend is stopping; send again');
    }
    if (
      this.#waiting.length >= this.#limits.deliveries ||
      (this.#waiting.length > 0 &&
        this.#waitingBytes + delivery.body.length > this.#limits.bytes)
    ) {
      throw new ServiceUnavailableError(
        'Too many deliveries are waiting to be stored; send again later',
      );
    }
    const stored = createDeferred<boolean>();
    this.#waiting.push({ delivery, stored });
    this.#waitingBytes += delivery.body.length;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return stored;
  }

  /** Refuses new deliveries and stores those that wait. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#writeBatch(this.#takeBatch());
    }
  }

  #takeBatch(): Waiting[] {
    let bytes = 0;
    let size = 0;
    while (size < this.#waiting.length && size < BATCH_DELIVERIES) {
      bytes += this.#waiting[size].delivery.body.length;
      if (size > 0 && bytes > BATCH_BYTES) break;
      size += 1;
    }
    const batch = this.#waiting.splice(0, size);
    for (const { delivery } of batch) {
      this.#waitingBytes -= delivery.body.length;
    }
    return batch;
  }

  async #writeBatch(batch: Waiting[]): Promise<void> {
    try {
      const results = await this.#store.insert(
        batch.map(({ delivery }) => delivery),
      );
      batch.forEach(({ stored }, index) => stored.resolve(results[index]));
    } catch {
      await this.#writeOneByOne(batch);
    }
  }

  /** So that one that cannot be stored takes none of its neighbours with it. */
  async #writeOneByOne(batch: Waiting[]): Promise<void> {
    let unavailable: Error | undefined;
    for (const { delivery, stored } of batch) {
      try {
        // Nobody waits for a second timeout when the database is gone.
        if (unavailable) throw unavailable;
        const [isNew] = await this.#store.insert([delivery]);
        stored.resolve(isNew);
      } catch (error) {
        if (isTransientDatabaseError(error)) {
          unavailable = new ServiceUnavailableError(
            'The delivery could not be stored; send it again later',
          );
        }
        stored.reject(unavailable ?? toError(error));
      }
    }
  }
}
