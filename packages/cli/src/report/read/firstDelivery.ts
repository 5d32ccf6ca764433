/** Something that brought a commit, and all it leads to, to people. */
export interface Delivered {
  sha: string;
  /** ISO 8601. */
  at: string;
}

/**
 * When each commit was first delivered.
 *
 * The first delivery there is holds what was there before anybody looked, so
 * what it brings counts as delivered at no known time and is left out.
 *
 * @param parents - the commits that are known, with what they lead to
 */
export function firstDelivery(
  deliveries: Delivered[],
  parents: ReadonlyMap<string, string[]>,
): Map<string, string> {
  const seen = new Set<string>();
  const first = new Map<string, string>();
  const ordered = deliveries
    .filter(({ sha }) => parents.has(sha))
    .sort((a, b) => a.at.localeCompare(b.at));
  for (const [index, { sha, at }] of ordered.entries()) {
    const queue = [sha];
    while (queue.length > 0) {
      const next = queue.pop()!;
      const leadsTo = parents.get(next);
      if (leadsTo && !seen.has(next)) {
        seen.add(next);
        if (index > 0) first.set(next, at);
        queue.push(...leadsTo);
      }
    }
  }
  return first;
}
