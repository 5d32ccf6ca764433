import { shasPicked } from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { Git } from '../git/Git';
import { CommitRange, rangeInput, readCommits } from '../git/readCommits';
import { RepositoryState } from '../git/readState';
import { Candidate, groupByPatch, pairCopies } from './pairCopies';
import { readPatchIds } from './patchIds';

/** Of the default branch the newest, and of what only tags reach. */
const MAX_MAIN = 20_000;
const MAX_SIDE = 5_000;
/** How many patches are read in one run, the newest first. */
const MAX_PATCHES = 5_000;
/** With more branches than that nobody asks where they begin. */
const MAX_FORKS = 100;

/** Commits of which, and of what they reach, the patches were compared. */
export interface PatchedTips {
  main: string[];
  side: string[];
}

/** That a commit changes the same lines in the same way as another. */
export interface SamePatch {
  sha: string;
  committedAt: string;
  /** The other commit. */
  twin: string;
  /** Git's stable patch id. */
  patchId: string;
}

/** A commit as it is before anybody reads its patch. */
interface Shape extends Omit<Candidate, 'patchId'> {
  committedAt: string;
  /** A digest of its changed paths: commits with one patch have the same. */
  paths: string;
}

async function readShapes(
  git: Git,
  range: CommitRange,
  part: { side: boolean; limit: number },
): Promise<Shape[]> {
  if (range.tips.length === 0) return [];
  const shapes: Shape[] = [];
  for await (const commit of readCommits(git, range, [
    '--no-merges',
    `--max-count=${part.limit}`,
  ])) {
    const { sha, committedAt, message, paths, pathsTruncated } = commit;
    if (paths.length === 0 || pathsTruncated) continue;
    shapes.push({
      sha,
      side: part.side,
      committedAt,
      picked: shasPicked(message),
      paths: createHash('sha1')
        .update([...paths].sort().join('\0'))
        .digest('base64'),
    });
  }
  return shapes;
}

/** Those of a range, without merges. */
async function readNew(git: Git, range: CommitRange): Promise<Set<string>> {
  if (range.tips.length === 0) return new Set();
  return new Set(
    await git.lines(['rev-list', '--no-merges', '--stdin'], rangeInput(range)),
  );
}

/** A commit that all tips reach: what it reaches is no copy of anything. */
async function forkOf(git: Git, tips: string[]): Promise<string[]> {
  if (tips.length > MAX_FORKS) return [];
  const base = await git.optional(['merge-base', '--octopus', ...tips]);
  return base ? [base] : [];
}

/** Of commits that change the same paths as another, of which one is new. */
function mayBeCopies(shapes: Shape[], fresh: ReadonlySet<string>): Shape[] {
  const groups = new Map<string, Shape[]>();
  for (const shape of shapes) {
    const group = groups.get(shape.paths);
    if (group) group.push(shape);
    else groups.set(shape.paths, [shape]);
  }
  return [...groups.values()]
    .filter(
      group =>
        group.length > 1 &&
        group.some(({ side }) => side) &&
        group.some(({ sha }) => fresh.has(sha)),
    )
    .flat()
    .sort((a, b) => b.committedAt.localeCompare(a.committedAt))
    .slice(0, MAX_PATCHES);
}

/** Tells of commits with one patch which lead to which. */
async function readRelated(
  git: Git,
  shas: string[],
): Promise<(a: string, b: string) => boolean> {
  const free = await git.lines(['merge-base', '--independent', ...shas]);
  if (free.length === shas.length) return () => false;
  const leads = new Set<string>();
  for (const sha of shas) {
    const others = shas.filter(other => other !== sha);
    for (const other of others) {
      const is = await git.optional([
        'merge-base',
        '--is-ancestor',
        other,
        sha,
      ]);
      if (is !== undefined) leads.add(`${other} ${sha}`);
    }
  }
  return (a, b) => leads.has(`${a} ${b}`) || leads.has(`${b} ${a}`);
}

/**
 * Finds commits that are the same patch, where one of them is reached by tags
 * alone: what release branches copied from the default branch, or it from them,
 * without a word about it.
 *
 * Patches are read only of commits whose changed paths are those of another,
 * and only while something new came since the last time.
 *
 * @returns each pair from both ends, and what is compared after it
 */
export async function readSamePatches(
  git: Git,
  state: RepositoryState,
  patched: PatchedTips,
): Promise<{ found: SamePatch[]; patched: PatchedTips }> {
  const main = { tips: state.defaultTips, known: patched.main };
  const tagged = [...new Set(state.tags.map(({ commit }) => commit))];
  const side = { tips: tagged, known: state.defaultTips };
  const sideShapes = await readShapes(git, side, {
    side: true,
    limit: MAX_SIDE,
  });
  const ofSide = new Set(sideShapes.map(({ sha }) => sha));
  const compared: PatchedTips = {
    main: state.defaultTips,
    side: tagged.filter(sha => ofSide.has(sha)),
  };
  // Nothing beside the default branch: nothing was compared.
  if (sideShapes.length === 0) return { found: [], patched };

  const freshSide = await readNew(git, {
    tips: tagged,
    known: [...state.defaultTips, ...patched.side],
  });
  const freshMain = await readNew(git, main);
  const fresh = new Set([...freshSide, ...freshMain]);
  if (fresh.size === 0) return { found: [], patched: compared };

  const known =
    freshSide.size === 0
      ? patched.main
      : await forkOf(git, [...state.defaultTips, ...compared.side]);
  const mainShapes = await readShapes(
    git,
    { tips: state.defaultTips, known },
    { side: false, limit: MAX_MAIN },
  );
  // What a shallow clone begins with looks as if it had put in everything.
  const boundary = new Set(state.boundary);
  const candidates = mayBeCopies(
    [...sideShapes, ...mainShapes].filter(({ sha }) => !boundary.has(sha)),
    fresh,
  );
  const ids = await readPatchIds(
    git,
    candidates.map(({ sha }) => sha),
  );
  const groups = groupByPatch(
    candidates.flatMap(shape => {
      const patchId = ids.get(shape.sha);
      return patchId ? [{ ...shape, patchId }] : [];
    }),
  );
  const at = new Map(
    candidates.map(({ sha, committedAt }) => [sha, committedAt]),
  );
  const found: SamePatch[] = [];
  for (const group of groups) {
    const shas = group.map(({ sha }) => sha);
    const related = await readRelated(git, shas);
    for (const [one, other] of pairCopies(group, related)) {
      for (const [{ sha, patchId }, { sha: twin }] of [
        [one, other],
        [other, one],
      ]) {
        found.push({ sha, committedAt: at.get(sha)!, twin, patchId });
      }
    }
  }
  return { found, patched: compared };
}
