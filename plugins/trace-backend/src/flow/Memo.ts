/**
 * Remembers the last answers, for as long as their key stays the same. Those who
 * ask for the same at the same time wait for one answer.
 */
export class Memo<T> {
  private readonly held = new Map<string, Promise<T>>();

  /** @param size - how many answers at the most */
  constructor(private readonly size: number) {}

  async get(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.held.get(key);
    if (known) {
      // To the end: what is asked for least goes first.
      this.held.delete(key);
      this.held.set(key, known);
      return known;
    }
    const answer = compute();
    this.held.set(key, answer);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= this.size) break;
      this.held.delete(oldest);
    }
    // What failed is no answer for those who ask later.
    answer.catch(() => {
      if (this.held.get(key) === answer) this.held.delete(key);
    });
    return answer;
  }
}
