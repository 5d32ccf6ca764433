/**
 * Whether histories are being read for the first time just now. Others give
 * way, so that an import is over sooner.
 */
export class FirstReads {
  #running = 0;

  isOn(): boolean {
    return this.#running > 0;
  }

  /** Does the work; until it is over, one is being read. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }
}
