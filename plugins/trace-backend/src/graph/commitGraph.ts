/**
 * Parents by commit hash. A hash that is asked for and not in the answer is
 * not known. The loader may answer more than it was asked, e.g. ancestors.
 */
export type LoadParents = (
  shas: string[],
  limit: number,
) => Promise<Map<string, string[]>>;

/** What one deployed commit has over another. */
export interface Difference {
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

/** How far the cheap walk goes before the whole history is read. */
const SHORT_WALK = 2_000;
const FIRST_LOAD = 256;
const LARGEST_LOAD = 65_536;

/** The commits of one repository, loaded as they are walked. */
export class CommitGraph {
  private readonly parents = new Map<string, string[]>();
  private readonly unknown = new Set<string>();
  private nextLoad = FIRST_LOAD;

  constructor(private readonly load: LoadParents) {}

  /** Parents of a commit; undefined when the commit is not known. */
  async parentsOf(sha: string): Promise<string[] | undefined> {
    if (!this.parents.has(sha) && !this.unknown.has(sha)) {
      const loaded = await this.load([sha], this.nextLoad);
      this.nextLoad = Math.min(this.nextLoad * 4, LARGEST_LOAD);
      for (const [commit, parents] of loaded) this.parents.set(commit, parents);
      if (!this.parents.has(sha)) this.unknown.add(sha);
    }
    return this.parents.get(sha);
  }

  /**
   * Everything reachable from a commit, itself included.
   *
   * @param stop - not entered
   */
  async reach(
    from: string,
    options: { stop?: string; limit?: number } = {},
  ): Promise<{
    commits: Set<string>;
    missing: Set<string>;
    stopped: boolean;
    /** True when the walk came to a root, or had to be cut at the limit. */
    open: boolean;
  }> {
    const commits = new Set<string>();
    const missing = new Set<string>();
    const queue = [from];
    let stopped = false;
    let open = false;
    while (queue.length > 0) {
      const sha = queue.pop()!;
      if (sha === options.stop) {
        stopped = true;
      } else if (!commits.has(sha) && !missing.has(sha)) {
        const parents = await this.parentsOf(sha);
        if (!parents) {
          missing.add(sha);
        } else {
          commits.add(sha);
          if (parents.length === 0) open = true;
          queue.push(...parents);
        }
      }
      if (options.limit && commits.size > options.limit) {
        return { commits, missing, stopped, open: true };
      }
    }
    return { commits, missing, stopped, open };
  }

  /**
   * Whether every one of the commits is known to lead to every target. Where it
   * does, none of them can be an ancestor of a target: history has no circles.
   */
  private async allLeadTo(
    commits: string[],
    targets: Set<string>,
  ): Promise<boolean> {
    if (targets.size === 0 || commits.length === 0) return true;
    const among = new Set(commits);
    // What the lowest ones lead to, those above them lead to as well.
    const lowest = commits.filter(
      sha => !(this.parents.get(sha) ?? []).some(parent => among.has(parent)),
    );
    for (const sha of lowest) {
      const { missing } = await this.reach(sha);
      if ([...targets].some(target => !missing.has(target))) return false;
    }
    return lowest.length > 0;
  }

  /**
   * `reachable(next)` minus `reachable(previous)`, and the other way round.
   *
   * Mostly one of the two contains the other and every way down from it leads
   * through it; then a short walk is exact: were a commit on the way also
   * reachable from the stop, its ancestors would lead past the stop to a root.
   * Otherwise both histories are read in full.
   *
   * Where commits are missing, what `next` is known to lead to is in `added`,
   * because it surely is in there now, and `removed` holds only what surely is
   * not in there any more.
   */
  async difference(next: string, previous: string): Promise<Difference> {
    if (next === previous) return { added: [], removed: [], missing: [] };
    // How far the last one had to be followed says nothing of this one.
    this.nextLoad = FIRST_LOAD;
    const forward = await this.reach(next, {
      stop: previous,
      limit: SHORT_WALK,
    });
    if (forward.stopped && !forward.open && forward.missing.size === 0) {
      return { added: [...forward.commits], removed: [], missing: [] };
    }
    const back = await this.reach(previous, { stop: next, limit: SHORT_WALK });
    if (back.stopped && !back.open && back.missing.size === 0) {
      return { added: [], removed: [...back.commits], missing: [] };
    }
    const after = await this.reach(next);
    const before = await this.reach(previous);
    const added = [...after.commits].filter(sha => !before.commits.has(sha));
    const removed = [...before.commits].filter(sha => !after.commits.has(sha));
    const missing = new Set([...after.missing, ...before.missing]);

    // What lies behind a missing commit that both lead to, both have: it could
    // only be a part of the difference by being an ancestor of it.
    const shared =
      missing.size === after.missing.size &&
      missing.size === before.missing.size;
    if (shared && (await this.allLeadTo([...added, ...removed], missing))) {
      return { added, removed, missing: [] };
    }
    const gone = await this.allLeadTo(removed, after.missing);
    return {
      added,
      removed: gone ? removed : [],
      missing: [...missing],
    };
  }
}
