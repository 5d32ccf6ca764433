import { createHash } from 'node:crypto';

const REQUEST_COMMITS = 4;
const OPEN_FOR = 30;

/** A hash that looks like one; the same number gives the same. */
const shaOf = (index: number) =>
  createHash('sha1').update(String(index)).digest('hex');

/**
 * A history of requests of one to four commits, begun up to thirty merges ago
 * and merged with a merge commit, as is usual on forges.
 *
 * @param add - gets each commit
 * @returns the commits that the trunk was at, with how many there were then
 */
export function generateCommits(
  count: number,
  add: (sha: string, parents: string[]) => void,
): Array<{ sha: string; commits: number }> {
  const trunk: Array<{ sha: string; commits: number }> = [];
  let made = 0;
  const commit = (...parents: string[]) => {
    const sha = shaOf(made);
    made += 1;
    add(sha, parents);
    return sha;
  };
  trunk.push({ sha: commit(), commits: made });
  while (made < count) {
    const back = 1 + ((made * 7) % Math.min(OPEN_FOR, trunk.length));
    let head = trunk[trunk.length - back].sha;
    for (let index = 0; index <= made % REQUEST_COMMITS; index++) {
      head = commit(head);
    }
    const tip = trunk[trunk.length - 1].sha;
    trunk.push({ sha: commit(tip, head), commits: made });
  }
  return trunk;
}
