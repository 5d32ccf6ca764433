import { createHash } from 'node:crypto';

/** Chance that repeats itself for the same seed. */
export class Dice {
  #thrown = 0;

  constructor(readonly seed: string) {}

  #digest(): Buffer {
    this.#thrown += 1;
    return createHash('sha1').update(`${this.seed}/${this.#thrown}`).digest();
  }

  /** A hash as commits have one. */
  hash(): string {
    return this.#digest().toString('hex');
  }

  /** From 0 up to 1, without 1. */
  share(): number {
    return this.#digest().readUInt32BE(0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.share() < probability;
  }

  /** One of them. */
  pick<T>(of: readonly T[]): T {
    return of[this.between(0, of.length - 1)];
  }
}
