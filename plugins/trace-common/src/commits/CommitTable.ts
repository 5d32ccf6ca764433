const NOT_ASKED = -1;
const NOT_KNOWN = -2;

function grown(array: Int32Array, needed: number): Int32Array {
  if (needed <= array.length) return array;
  const larger = new Int32Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * Commits and their parents as small whole numbers: about a hundred bytes a
 * commit, its hash included.
 */
export class CommitTable {
  private readonly ids = new Map<string, number>();
  private readonly shas: string[] = [];
  /** Where a commit's parents begin: how many, then which. */
  private offsets = new Int32Array(256);
  private parents = new Int32Array(1024);
  private used = 0;

  /** How many commits there are, those included that are not known. */
  get size(): number {
    return this.shas.length;
  }

  /** The commit's number, from 0; it gets one when it has none. */
  idOf(sha: string): number {
    const held = this.ids.get(sha);
    if (held !== undefined) return held;
    const id = this.shas.length;
    this.ids.set(sha, id);
    this.shas.push(sha);
    this.offsets = grown(this.offsets, id + 1);
    this.offsets[id] = NOT_ASKED;
    return id;
  }

  /** The hash of a number. */
  shaOf(id: number): string {
    return this.shas[id];
  }

  /** Whether neither parents nor that there are none to be had was said. */
  isOpen(id: number): boolean {
    return this.offsets[id] === NOT_ASKED;
  }

  /** Whether its parents were said. */
  isKnown(id: number): boolean {
    return this.offsets[id] >= 0;
  }

  /** States the parents of a commit; a second time changes nothing. */
  add(sha: string, parents: readonly string[]): void {
    const id = this.idOf(sha);
    if (this.isKnown(id)) return;
    const offset = this.used;
    this.parents = grown(this.parents, offset + parents.length + 1);
    this.parents[offset] = parents.length;
    parents.forEach((parent, index) => {
      const parentId = this.idOf(parent);
      this.parents[offset + 1 + index] = parentId;
    });
    this.used = offset + parents.length + 1;
    this.offsets[id] = offset;
  }

  /** States that nobody knows the commit's parents. */
  giveUp(id: number): void {
    if (!this.isKnown(id)) this.offsets[id] = NOT_KNOWN;
  }

  /** The numbers of a known commit's parents, first parent first. */
  parentsOf(id: number): Int32Array {
    const offset = this.offsets[id];
    return this.parents.subarray(offset + 1, offset + 1 + this.parents[offset]);
  }
}
