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
  /** Commits that would have to be known to be sure. Empty: exact. */
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

  /** The first `count` commits from `sha` back along first parents. */
  async firstParents(sha: string, count: number): Promise<string[]> {
    const walked: string[] = [];
    let current: string | undefined = sha;
    while (current && walked.length < count) {
      walked.push(current);
      current = (await this.parentsOf(current))?.[0];
    }
    return walked;
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
   * `reachable(next)` minus `reachable(previous)`, and the other way round.
   *
   * Mostly one of the two contains the other and every way down from it leads
   * through it; then a short walk is exact: were a commit on the way also
   * reachable from the stop, its ancestors would lead past the stop to a root.
   * Otherwise both histories are read in full.
   */
  async difference(next: string, previous: string): Promise<Difference> {
    if (next === previous) return { added: [], removed: [], missing: [] };
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
    // A commit that both are known to lead to hides nothing but what both have.
    const missing = [
      ...[...after.missing].filter(sha => !before.missing.has(sha)),
      ...[...before.missing].filter(sha => !after.missing.has(sha)),
    ];
    return {
      added: [...after.commits].filter(sha => !before.commits.has(sha)),
      removed: [...before.commits].filter(sha => !after.commits.has(sha)),
      missing,
    };
  }
}
