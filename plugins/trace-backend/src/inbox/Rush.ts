/** So long after a delivery the next one is likely. */
const RUSH_MS = 500;

/**
 * Whether deliveries come in just now. Storing them has precedence: a sender
 * waits for its answer, and understanding them can wait.
 */
export class Rush {
  #lastAt = -Infinity;

  /** A delivery has come in. */
  note(): void {
    this.#lastAt = performance.now();
  }

  isOn(): boolean {
    return performance.now() - this.#lastAt < RUSH_MS;
  }
}
