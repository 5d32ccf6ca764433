import { Commit, Repository } from './types';

const KNOWN = new WeakMap<Repository, Map<string, Commit[]>>();

/** Puts a commit where its time belongs, the latest at the end. */
function insert(waiting: Commit[], commit: Commit): void {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (waiting[middle].committedAt < commit.committedAt) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, commit);
}

function walk(repository: Repository, tip: string): Commit[] {
  const found: Commit[] = [];
  const seen = new Set([tip]);
  const waiting = [repository.commits.get(tip)!];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    for (const parent of next.parents) {
      const commit = repository.commits.get(parent);
      if (commit && !seen.has(parent)) {
        seen.add(parent);
        insert(waiting, commit);
      }
    }
  }
  return found;
}

/** A commit and all before it, newest first, as `git log` lists them. */
export function historyOf(repository: Repository, tip: string): Commit[] {
  const known = KNOWN.get(repository) ?? new Map<string, Commit[]>();
  KNOWN.set(repository, known);
  const history = known.get(tip) ?? walk(repository, tip);
  known.set(tip, history);
  return history;
}
