/** Refs that are handed on at once; what context takes in one request. */
const BATCH = 1_000;
const MAX_BACKOFF_MS = 5 * 60_000;

/**
 * Collects entity refs and hands them on a moment later, each once and in
 * batches. What could not be handed on is tried again, ever more patiently,
 * together with what came meanwhile. Adding neither waits nor fails.
 */
export class RefOutbox {
  readonly #send: (entityRefs: string[]) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  readonly #delayMs: number;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #failures = 0;
  #stopped = false;

  /**
   * @param options - `delayMs`: how long it collects. `onFailure`: called for
   *   the first of failures in a row only
   */
  constructor(options: {
    send: (entityRefs: string[]) => Promise<void>;
    onFailure: (error: unknown) => void;
    delayMs: number;
  }) {
    this.#send = options.send;
    this.#onFailure = options.onFailure;
    this.#delayMs = options.delayMs;
  }

  add(entityRefs: Iterable<string>): void {
    for (const ref of entityRefs) this.#waiting.add(ref);
    this.#schedule();
  }

  /** Resolves when the batch under way is through; the rest is forgotten. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#sending;
  }

  #schedule(): void {
    if (this.#stopped || this.#timer || this.#sending) return;
    if (this.#waiting.size === 0) return;
    const wait = Math.min(this.#delayMs * 2 ** this.#failures, MAX_BACKOFF_MS);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sending = this.#sendAll().finally(() => {
        this.#sending = undefined;
        this.#schedule();
      });
    }, wait);
    this.#timer.unref();
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#stopped) {
      const batch = [...this.#waiting].slice(0, BATCH);
      // Taken out first: what changes meanwhile is to be told again.
      batch.forEach(ref => this.#waiting.delete(ref));
      try {
        await this.#send(batch);
        this.#failures = 0;
      } catch (error) {
        batch.forEach(ref => this.#waiting.add(ref));
        this.#failures += 1;
        if (this.#failures === 1) this.#onFailure(error);
        return;
      }
    }
  }
}
