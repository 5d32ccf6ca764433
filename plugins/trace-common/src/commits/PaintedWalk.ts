import { CommitTable } from './CommitTable';

/** Reachable from the one side. */
export const NEXT = 1;
/** Reachable from the other side. */
export const PREVIOUS = 2;
const BOTH = NEXT | PREVIOUS;
/** Its parents have been painted as it is. */
const EXPANDED = 4;

const BITS = 32;

/** Room for marks on every commit, which is all zeros between two walks. */
export class Marks {
  paint = new Uint8Array(0);
  listed = new Uint8Array(0);
  leadsTo = new Int32Array(0);

  /** Makes room for that many commits. */
  grow(size: number): void {
    if (size <= this.paint.length) return;
    const room = Math.max(size, this.paint.length * 2);
    const { paint } = this;
    this.paint = new Uint8Array(room);
    this.paint.set(paint);
    this.listed = new Uint8Array(room);
    this.leadsTo = new Int32Array(room);
  }
}

/**
 * A walk down from two commits at once that paints what it meets with where it
 * came from. A commit that is met again from the other side passes that on to
 * everything below it that was painted already.
 *
 * It need not go down to the roots. The frontier are the painted commits whose
 * parents were not followed. Once all of it is painted by both sides, what is
 * painted by one side only can turn out to be shared in one way: through the
 * frontier. But history has no circles, so nothing that leads to a commit can
 * be reached from it. Hence the colours are final as soon as every commit with
 * one colour leads to every commit of the frontier. That takes neither dates,
 * which may be wrong, nor generation numbers, which commits that come to be
 * known late would change for all that is above them. And since what holds of
 * a commit holds of its parents, walking on never makes it uncertain again, so
 * that the answer does not depend on where the walk stopped.
 */
export class PaintedWalk {
  /** Everything painted, in the order in which it was first met. */
  private readonly met: number[] = [];
  /** Painted and not expanded; what is not known stays in here. */
  private frontier: number[] = [];

  constructor(
    private readonly table: CommitTable,
    private readonly marks: Marks,
    next: number,
    previous: number,
  ) {
    marks.grow(table.size);
    this.spread(next, NEXT);
    this.spread(previous, PREVIOUS);
  }

  /** How many commits were met. */
  get size(): number {
    return this.met.length;
  }

  /** Leaves the marks as they were before; nothing can be asked after. */
  end(): void {
    for (const id of this.met) this.marks.paint[id] = 0;
  }

  /** Commits of the frontier that have to be asked for. */
  open(): number[] {
    return this.frontier.filter(id => this.table.isOpen(id));
  }

  /** Commits that are not known and were met by one of the sides. */
  missing(side: number): number[] {
    return this.frontier.filter(
      id => this.marks.paint[id] & side && !this.table.isKnown(id),
    );
  }

  /** Known commits that one side leads to and the other does not. */
  only(side: number): number[] {
    return this.met.filter(id => this.marks.paint[id] === (side | EXPANDED));
  }

  /**
   * Goes down one step from all of the frontier.
   *
   * @returns false when there is nowhere left to go
   */
  step(): boolean {
    const from = this.frontier;
    this.frontier = from.filter(id => !this.table.isKnown(id));
    if (this.frontier.length === from.length) return false;
    this.marks.grow(this.table.size);
    for (const id of from) {
      if (!this.table.isKnown(id)) continue;
      const colour = this.marks.paint[id];
      this.marks.paint[id] = colour | EXPANDED;
      for (const parent of this.table.parentsOf(id)) {
        this.spread(parent, colour & BOTH);
      }
    }
    return true;
  }

  /** Whether nothing of what is further down can change a colour. */
  isFinal(): boolean {
    if (this.frontier.some(id => (this.marks.paint[id] & BOTH) !== BOTH)) {
      return false;
    }
    return this.allLeadTo(
      [...this.only(NEXT), ...this.only(PREVIOUS)],
      this.frontier,
    );
  }

  /** Whether each of the commits leads to each of these of the frontier. */
  allLeadTo(commits: number[], targets: number[]): boolean {
    if (commits.length === 0 || targets.length === 0) return true;
    const order = this.parentsFirst(commits);
    const { leadsTo } = this.marks;
    for (let start = 0; start < targets.length; start += BITS) {
      const part = targets.slice(start, start + BITS);
      const all = part.length === BITS ? -1 : 2 ** part.length - 1;
      for (const id of order) leadsTo[id] = 0;
      part.forEach((id, bit) => {
        leadsTo[id] = 2 ** bit;
      });
      for (const id of order) {
        if (!(this.marks.paint[id] & EXPANDED)) continue;
        let bits = 0;
        for (const parent of this.table.parentsOf(id)) bits |= leadsTo[parent];
        leadsTo[id] = bits;
      }
      const some = commits.some(id => leadsTo[id] !== all);
      for (const id of part) leadsTo[id] = 0;
      if (some) return false;
    }
    return true;
  }

  /** What was met below the commits, each after all of its parents. */
  private parentsFirst(commits: number[]): number[] {
    const { listed } = this.marks;
    const order: number[] = [];
    // A commit is put back as `-1 - id`, to be listed after its parents.
    const stack = [...commits];
    while (stack.length > 0) {
      const id = stack.pop()!;
      if (id < 0) {
        order.push(-1 - id);
      } else if (!listed[id]) {
        listed[id] = 1;
        stack.push(-1 - id);
        if (this.marks.paint[id] & EXPANDED) {
          stack.push(...this.table.parentsOf(id));
        }
      }
    }
    for (const id of order) listed[id] = 0;
    return order;
  }

  private spread(from: number, colour: number): void {
    const stack = [from];
    while (stack.length > 0) {
      const id = stack.pop()!;
      const before = this.marks.paint[id];
      if ((before & colour) === colour) continue;
      this.marks.paint[id] = before | colour;
      if (before === 0) {
        this.met.push(id);
        this.frontier.push(id);
      }
      if (before & EXPANDED) stack.push(...this.table.parentsOf(id));
    }
  }
}
