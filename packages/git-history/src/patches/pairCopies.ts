/** A commit that may be a copy of another, or have one. */
export interface Candidate {
  sha: string;
  /** Reached by tags alone, not by the default branch. */
  side: boolean;
  /** Hashes that its message says it was picked from. */
  picked: string[];
  patchId: string;
}

/** How many commits may share a patch for it to say anything. */
export const MAX_SHARED = 20;

/** Candidates by their patch, those alone left out. */
export function groupByPatch(candidates: Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { patchId } = candidate;
    groups.set(patchId, [...(groups.get(patchId) ?? []), candidate]);
  }
  return [...groups.values()].filter(
    group =>
      group.length > 1 &&
      group.length <= MAX_SHARED &&
      group.some(({ side }) => side),
  );
}

/**
 * The pairs of a group of commits with one patch that are copies of each other.
 *
 * Where one leads to the other, the patch was taken out in between and is put in
 * anew: a revert's revert, a bump that was done again. Neither stands for the
 * other, since what holds the first need not hold the patch any more. What says
 * itself which of the group it was picked from is a copy of no other.
 *
 * @param related - whether one of two commits leads to the other
 */
export function pairCopies(
  group: Candidate[],
  related: (a: string, b: string) => boolean,
): Array<[Candidate, Candidate]> {
  const inGroup = new Set(group.map(({ sha }) => sha));
  const says = ({ picked }: Candidate) => picked.some(sha => inGroup.has(sha));
  return group.flatMap((one, index) =>
    group
      .slice(index + 1)
      .filter(
        other =>
          (one.side || other.side) &&
          !says(one) &&
          !says(other) &&
          !related(one.sha, other.sha),
      )
      .map((other): [Candidate, Candidate] => [one, other]),
  );
}
