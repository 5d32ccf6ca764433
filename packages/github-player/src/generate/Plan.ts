/** What is to happen when; carried out in the order of time. */
export class Plan {
  readonly #events: Array<{ at: number; happen: () => void }> = [];

  /** Milliseconds since 1970, rounded down to a second. */
  add(at: number, happen: () => void): void {
    this.#events.push({ at, happen });
  }

  /** Everything up to this time; what would be later does not happen. */
  carryOut(until: number): void {
    this.#events.sort((one, other) => one.at - other.at);
    for (const { at, happen } of this.#events) {
      if (at > until) return;
      happen();
    }
  }
}
