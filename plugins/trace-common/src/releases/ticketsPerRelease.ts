import { mentionsOfMessage, shasReverted } from '../commitMessage';
import { RepositoryName } from '../keys';
import { shasRelanded } from '../relands';
import { isTestPath } from './testPaths';

/** A commit as release notes need it. */
export interface ReleaseCommit {
  sha: string;
  parents: string[];
  /** The whole message, subject included. */
  message: string;
  /** Changed paths; missing where they are not known. */
  paths?: string[];
}

/** A release: a tag on a commit. */
export interface ReleaseTag {
  tag: string;
  sha: string;
}

/** Why a ticket that a release's commits name is not one of its tickets. */
export type LeftOut =
  /** They only mention it. */
  | 'mentioned'
  /** All that implements it was reverted again. */
  | 'reverted'
  /** Only tests were changed for it: they ship nothing. */
  | 'tests-only'
  /** An earlier release of a lower version has it. */
  | 'shipped-before';

/** The tickets of one release. */
export interface ReleaseTickets {
  tag: string;
  /** Sorted, e.g. `PAY-12`. */
  tickets: Array<{ ticket: string; commits: string[] }>;
  leftOut: Array<{ ticket: string; why: LeftOut; commits: string[] }>;
}

/** What counts as a ticket. */
export interface TicketsPerReleaseOptions {
  /** Prefixes of the tracker's keys, upper case, e.g. `PAY`. */
  prefixes: string[];
  /** Reads `#12` as well, as an issue of this repository. */
  repository?: RepositoryName;
}

type Commits = ReadonlyMap<string, ReleaseCommit>;

function reachable(from: string, commits: Commits): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  while (queue.length > 0) {
    const sha = queue.pop()!;
    const commit = seen.has(sha) ? undefined : commits.get(sha);
    if (commit) {
      seen.add(sha);
      queue.push(...commit.parents);
    }
  }
  return seen;
}

/** The numbers of a version in a tag: `rel/shop-1.10.2` is 1, 10, 2. */
function versionOf(tag: string): number[] {
  const numbers = /\d+(?:\.\d+)*(?!.*\d+\.\d)/.exec(tag)?.[0];
  return numbers ? numbers.split('.').map(Number) : [];
}

function isLower(a: number[], b: number[]): boolean {
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/** What the commits of a set name, by what is named. */
function namedBy(
  shas: Set<string>,
  commits: Commits,
  read: (message: string) => string[],
): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const sha of shas) {
    for (const target of read(commits.get(sha)!.message)) {
      by.set(target, [...(by.get(target) ?? []), sha]);
    }
  }
  return by;
}

/**
 * Commits of a set that another one of it reverts, and is not reverted itself,
 * nor was what it reverted landed again after it.
 */
function revertedWithin(shas: Set<string>, commits: Commits): Set<string> {
  const revertedBy = namedBy(shas, commits, shasReverted);
  const relandedBy = namedBy(shas, commits, shasRelanded);
  const known = new Map<string, boolean>();
  const isReverted = (sha: string): boolean => {
    const held = known.get(sha);
    if (held !== undefined) return held;
    // A message cannot name a commit that names it; who writes one all the
    // same is not followed for ever.
    known.set(sha, false);
    const again = (relandedBy.get(sha) ?? [])
      .filter(by => !isReverted(by))
      .map(by => reachable(by, commits));
    const is = (revertedBy.get(sha) ?? []).some(
      by => !isReverted(by) && !again.some(reached => reached.has(by)),
    );
    known.set(sha, is);
    return is;
  };
  return new Set([...revertedBy.keys()].filter(isReverted));
}

/** Reads what each commit says of tickets, once. */
class Reader {
  private readonly read = new Map<string, Map<string, boolean>>();

  constructor(
    private readonly commits: Commits,
    private readonly options: TicketsPerReleaseOptions,
  ) {}

  /**
   * Ticket → whether the commit implements it. Reverting a revert, or landing
   * again what was reverted, implements that, whose title it only quotes.
   */
  ticketsOf(sha: string): ReadonlyMap<string, boolean> {
    const held = this.read.get(sha);
    if (held) return held;
    const tickets = new Map<string, boolean>();
    this.read.set(sha, tickets);
    const commit = this.commits.get(sha);
    if (!commit) return tickets;
    const { repository } = this.options;
    for (const { ticket, verb } of mentionsOfMessage(
      commit.message,
      repository,
    )) {
      const name = ticket.slice(ticket.indexOf(':') + 1);
      if (this.counts(name)) tickets.set(name, verb !== 'mentions');
    }
    for (const restored of this.restoredBy(commit)) {
      for (const [ticket, implemented] of this.ticketsOf(restored)) {
        if (implemented) tickets.set(ticket, true);
      }
    }
    return tickets;
  }

  private restoredBy({ message }: ReleaseCommit): string[] {
    const reverted = shasReverted(message).flatMap(sha =>
      shasReverted(this.commits.get(sha)?.message ?? ''),
    );
    return [...reverted, ...shasRelanded(message)];
  }

  private counts(name: string): boolean {
    const { prefixes, repository } = this.options;
    if (repository && name.startsWith(`${repository}#`)) return true;
    return prefixes.includes(name.slice(0, name.lastIndexOf('-')));
  }
}

const onlyTests = ({ paths }: ReleaseCommit) =>
  paths !== undefined && paths.length > 0 && paths.every(isTestPath);

/**
 * Which tickets shipped in which release, as the history alone tells it.
 *
 * A release's commits are those that its tag reaches and no release of a lower
 * version before it does: a line that is maintained beside a newer one has its
 * own. Of the tickets that these commits name, those count that
 *
 * - a commit implements or closes, rather than mentions;
 * - were not taken back within the release (a revert that was reverted takes
 *   nothing back);
 * - changed something besides tests, since tests are not what is released;
 * - no such earlier release has: who names a ticket again that has shipped comes
 *   back to it, and people list it where it shipped first.
 *
 * @param commits - in any order; what is not among them is not followed
 * @param tags - in the order in which they were cut
 */
export function ticketsPerRelease(
  commits: Iterable<ReleaseCommit>,
  tags: ReleaseTag[],
  options: TicketsPerReleaseOptions,
): ReleaseTickets[] {
  const known = new Map([...commits].map(commit => [commit.sha, commit]));
  const reader = new Reader(known, options);
  const earlier: Array<{
    version: number[];
    reached: Set<string>;
    shipped: Set<string>;
  }> = [];
  return tags.map(({ tag, sha }) => {
    const version = versionOf(tag);
    const reached = reachable(sha, known);
    const before = earlier.filter(other => isLower(other.version, version));
    const own = [...reached].filter(
      commit => !before.some(other => other.reached.has(commit)),
    );
    const reverted = revertedWithin(reached, known);
    const naming = new Map<string, string[]>();
    for (const commit of own) {
      for (const ticket of reader.ticketsOf(commit).keys()) {
        naming.set(ticket, [...(naming.get(ticket) ?? []), commit]);
      }
    }
    const why = (ticket: string, by: string[]): LeftOut | undefined => {
      const doing = by.filter(commit => reader.ticketsOf(commit).get(ticket));
      if (doing.length === 0) return 'mentioned';
      const standing = doing.filter(commit => !reverted.has(commit));
      if (standing.length === 0) return 'reverted';
      if (before.some(other => other.shipped.has(ticket))) {
        return 'shipped-before';
      }
      return standing.every(commit => onlyTests(known.get(commit)!))
        ? 'tests-only'
        : undefined;
    };
    const result: ReleaseTickets = { tag, tickets: [], leftOut: [] };
    for (const ticket of [...naming.keys()].sort()) {
      const by = naming.get(ticket)!.sort();
      const reason = why(ticket, by);
      if (reason) result.leftOut.push({ ticket, why: reason, commits: by });
      else result.tickets.push({ ticket, commits: by });
    }
    const shipped = new Set(result.tickets.map(({ ticket }) => ticket));
    earlier.push({ version, reached, shipped });
    return result;
  });
}
