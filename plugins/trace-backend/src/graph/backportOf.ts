/** That a change says it brings another one to another branch. */
export interface Backport {
  /** Of the other change. */
  number: number;
  rule: 'backport-branch' | 'backport-title';
  /** What said so. */
  text: string;
}

/** What of a change says so. */
export interface MayBackport {
  number: number;
  title: string;
  headBranch: string;
  baseBranch: string;
}

/**
 * How tools name the branches of their backports: the number of the request and
 * the branch it is brought to.
 *
 * - korthout/backport-action and tibdex/backport: `backport-123-to-1.x`
 * - sorenlouv/backport: `backport/1.x/pr-123`
 * - Mergify: `mergify/bp/1.x/pr-123`, `mergify/copy/1.x/pr-123`
 * - Patchback: `patchback/backports/1.x/<hash>/pr-123`
 * - Meeseeks: `auto-backport-of-pr-123-on-1.x`
 * - Prow's cherrypicker: `cherry-pick-123-to-1.x`
 * - Kubernetes: `automated-cherry-pick-of-#123-upstream-release-1.30`
 */
const BRANCHES = [
  /^(?:auto-)?backport-(?:of-)?(?:pr-)?(?<number>\d{1,9})-(?:to|on)-(?<target>.+)$/i,
  /^(?:backport|mergify\/bp|mergify\/copy)\/(?<target>.+)\/pr-(?<number>\d{1,9})$/i,
  /^patchback\/backports\/(?<target>.+)\/[0-9a-f]{7,64}\/pr-(?<number>\d{1,9})$/i,
  /^(?:automated-)?cherry-pick-(?:of-)?#?(?<number>\d{1,9})-(?:to|upstream)-(?<target>.+)$/i,
];

/**
 * And their titles:
 *
 * - korthout/backport-action, tibdex/backport: `[Backport 1.x] Title`, to which
 *   people add the number that `[1.x] Title (#123)` of sorenlouv/backport has
 * - Mergify: `Title (backport #123)`
 * - Meeseeks: `Backport PR #123 on branch 1.x (Title)`
 * - Patchback: `[PR #123/<hash> backport][1.x] Title`
 * - Kubernetes: `Automated cherry pick of #123: Title`
 */
const TITLES = [
  /^\[(?:backport )?(?<target>[^\]\s]{1,100})\]\s.*\(#(?<number>\d{1,9})\)$/i,
  /\((?:backport|bp) (?:of )?#(?<number>\d{1,9})\)$/i,
  /^backport (?:of )?(?:pr )?#(?<number>\d{1,9}) (?:on branch|on|to|into) (?<target>\S{1,100})/i,
  /^\[pr #(?<number>\d{1,9})\/[0-9a-f]{7,64} backport\]\[(?<target>[^\]]{1,100})\]/i,
  /^automated cherry[- ]pick of #(?<number>\d{1,9})(?!\d|,? #)/i,
];

/** In a branch's name some tools write a hyphen for a slash. */
const plain = (branch: string) => branch.replaceAll('/', '-');

function readFrom(
  text: string,
  patterns: RegExp[],
  { number: own, baseBranch }: MayBackport,
): number | undefined {
  for (const pattern of patterns) {
    const { number, target } = pattern.exec(text.trim())?.groups ?? {};
    const goesThere =
      target === undefined || plain(target) === plain(baseBranch);
    // What is brought elsewhere was there before.
    if (number && goesThere && Number(number) > 0 && Number(number) < own) {
      return Number(number);
    }
  }
  return undefined;
}

/**
 * The change that a change backports, as the tools that open such changes write
 * it into branches and titles. Where they name the branch it goes to, it counts
 * only on a change that goes there.
 */
export function backportOf(change: MayBackport): Backport | undefined {
  const { headBranch, title } = change;
  const byBranch = readFrom(headBranch, BRANCHES, change);
  if (byBranch) {
    return { number: byBranch, rule: 'backport-branch', text: headBranch };
  }
  const byTitle = readFrom(title, TITLES, change);
  return byTitle
    ? { number: byTitle, rule: 'backport-title', text: title }
    : undefined;
}
