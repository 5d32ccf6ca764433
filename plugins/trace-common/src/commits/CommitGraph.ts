import { CommitTable } from './CommitTable';
import { Marks, NEXT, PaintedWalk, PREVIOUS } from './PaintedWalk';

/**
 * Parents by commit hash. A hash that is asked for and not in the answer is
 * not known. The loader may answer more than it was asked, e.g. ancestors.
 */
export type LoadParents = (
  shas: string[],
  limit: number,
) => Promise<Map<string, string[]>>;

/** What one deployed commit has over another. */
export interface CommitDifference {
  /** Reachable from the new one only. */
  added: string[];
  /** Reachable from the previous one only: what a rollback takes out. */
  removed: string[];
  /**
   * Unknown commits that either of them leads to. Empty: exact, either because
   * there are none or because nothing depends on what lies behind them.
   */
  missing: string[];
}

const FIRST_LOAD = 256;
const LARGEST_LOAD = 65_536;
/** How much further a walk goes until it is asked again whether it is over. */
const ASK_AGAIN = 1.25;
const ASK_FIRST = 16;

/** The commits of one repository, loaded as they are walked. */
export class CommitGraph {
  private readonly marks = new Marks();
  private nextLoad = FIRST_LOAD;

  /**
   * @param load - reads what is not there yet
   * @param table - what is known beforehand
   */
  constructor(
    private readonly load: LoadParents,
    private readonly table = new CommitTable(),
  ) {}

  private async ask(ids: number[]): Promise<void> {
    const shas = ids.map(id => this.table.shaOf(id));
    const loaded = await this.load(shas, this.nextLoad + shas.length);
    this.nextLoad = Math.min(this.nextLoad * 4, LARGEST_LOAD);
    for (const [sha, parents] of loaded) this.table.add(sha, parents);
    for (const id of ids) this.table.giveUp(id);
  }

  /** Loads what is not there yet of commits that will be asked about. */
  async prepare(shas: Iterable<string>): Promise<void> {
    const ids = [...new Set(shas)].map(sha => this.table.idOf(sha));
    const open = ids.filter(id => this.table.isOpen(id));
    if (open.length > 0) await this.ask(open);
  }

  /** Parents of a commit; undefined when the commit is not known. */
  async parentsOf(sha: string): Promise<string[] | undefined> {
    const id = this.table.idOf(sha);
    if (this.table.isOpen(id)) await this.ask([id]);
    return this.table.isKnown(id)
      ? [...this.table.parentsOf(id)].map(parent => this.table.shaOf(parent))
      : undefined;
  }

  /** Everything reachable from a commit, itself included. */
  async reach(
    from: string,
  ): Promise<{ commits: Set<string>; missing: Set<string> }> {
    this.nextLoad = FIRST_LOAD;
    const start = this.table.idOf(from);
    const seen = new Set([start]);
    const commits = new Set<string>();
    const missing = new Set<string>();
    for (let level = [start]; level.length > 0; ) {
      const open = level.filter(id => this.table.isOpen(id));
      if (open.length > 0) await this.ask(open);
      const below: number[] = [];
      for (const id of level) {
        if (!this.table.isKnown(id)) {
          missing.add(this.table.shaOf(id));
          continue;
        }
        commits.add(this.table.shaOf(id));
        for (const parent of this.table.parentsOf(id)) {
          if (!seen.has(parent)) {
            seen.add(parent);
            below.push(parent);
          }
        }
      }
      level = below;
    }
    return { commits, missing };
  }

  /**
   * `reachable(next)` minus `reachable(previous)`, and the other way round:
   * `git rev-list previous..next` and `next..previous`. Reads no more of the
   * history than {@link PaintedWalk} needs to be sure.
   *
   * Where commits are missing, what `next` is known to lead to is in `added`,
   * because it surely is in there now, and `removed` holds only what surely is
   * not in there any more.
   */
  async difference(next: string, previous: string): Promise<CommitDifference> {
    if (next === previous) return { added: [], removed: [], missing: [] };
    // How far the last one had to be followed says nothing of this one.
    this.nextLoad = FIRST_LOAD;
    const walk = new PaintedWalk(
      this.table,
      this.marks,
      this.table.idOf(next),
      this.table.idOf(previous),
    );
    try {
      return await this.walked(walk);
    } finally {
      walk.end();
    }
  }

  private async walked(walk: PaintedWalk): Promise<CommitDifference> {
    const shas = (ids: number[]) => ids.map(id => this.table.shaOf(id));
    const certain = (): CommitDifference => ({
      added: shas(walk.only(NEXT)),
      removed: shas(walk.only(PREVIOUS)),
      missing: [],
    });
    let askAt = ASK_FIRST;
    for (;;) {
      const open = walk.open();
      if (open.length > 0) await this.ask(open);
      if (!walk.step()) break;
      if (walk.size >= askAt) {
        if (walk.isFinal()) return certain();
        askAt = walk.size * ASK_AGAIN;
      }
    }
    if (walk.isFinal()) return certain();

    // All there is was walked, and it matters what lies behind what is not
    // known: the previous one may have it as well.
    const removed = walk.only(PREVIOUS);
    const gone = walk.allLeadTo(removed, walk.missing(NEXT));
    return {
      added: shas(walk.only(NEXT)),
      removed: gone ? shas(removed) : [],
      missing: shas(walk.missing(NEXT | PREVIOUS)),
    };
  }
}
