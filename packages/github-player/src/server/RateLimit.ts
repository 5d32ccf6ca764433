import { HOUR } from '../model/time';
import { Clock } from './Clock';

/** How much a caller has left of one hour; counts down as GitHub's does. */
export class RateLimit {
  #used = 0;
  #resetAt = 0;

  constructor(
    readonly resource: 'core' | 'graphql',
    readonly clock: Clock,
    /** Requests or points an hour. */
    public limit: number = 5000,
  ) {}

  /** Takes some of it; false when it is used up. */
  take(points: number): boolean {
    if (this.clock.now() >= this.#resetAt) this.renew();
    if (this.#used + points > this.limit) return false;
    this.#used += points;
    return true;
  }

  /** Answers of 304 cost nothing. */
  giveBack(points: number): void {
    this.#used = Math.max(0, this.#used - points);
  }

  /** Nothing is left until it is renewed. */
  exhaust(): void {
    this.take(0);
    this.#used = this.limit;
  }

  /** Begins a new hour. */
  renew(): void {
    this.#used = 0;
    this.#resetAt = this.clock.now() + HOUR;
  }

  get used(): number {
    return this.#used;
  }

  get remaining(): number {
    return this.limit - this.#used;
  }

  /** Seconds since 1970. */
  get reset(): number {
    if (this.#resetAt === 0) this.renew();
    return Math.ceil(this.#resetAt / 1000);
  }
}
