/** The server's clock, which may go wrong. */
export class Clock {
  /** Milliseconds by which it is ahead of this machine's. */
  skew = 0;

  now(): number {
    return Date.now() + this.skew;
  }
}
