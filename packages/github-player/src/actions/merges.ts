import { Account, MergeMethod, PullRequest } from '../model/types';
import { addCommit, pushCommits } from './commits';
import { closePull } from './pulls';
import { Place, required } from './Place';

interface Merge {
  method: MergeMethod;
  by: Account;
  at: string;
}

/** One commit with all that the pull request changed. */
function squash(place: Place, pull: PullRequest, tip: string, at: string) {
  const { sha } = addCommit(place, {
    message: `${pull.title} (#${pull.number})`,
    by: pull.author,
    at,
    parents: [tip],
    files: pull.files,
  });
  return [sha];
}

/** The branch's own commits, and one that joins them with the base. */
function join(place: Place, pull: PullRequest, tip: string, merge: Merge) {
  const owner = place.repository.owner.login;
  const { sha } = addCommit(place, {
    message:
      `Merge pull request #${pull.number} from ` +
      `${owner}/${pull.headBranch}\n\n${pull.title}`,
    by: merge.by,
    at: merge.at,
    parents: [tip, pull.headSha],
    files: pull.files,
  });
  return [...pull.commits, sha];
}

/** Copies of the branch's commits on top of the base. */
function rebase(place: Place, pull: PullRequest, tip: string, at: string) {
  let parent = tip;
  return pull.commits.map(sha => {
    const original = place.repository.commits.get(sha)!;
    const copy = addCommit(place, {
      message: original.message,
      by: original.author.account ?? pull.author,
      at,
      authoredAt: original.authoredAt,
      parents: [parent],
      files: original.files,
    });
    parent = copy.sha;
    return copy.sha;
  });
}

/** Merges a pull request into its base branch; its own branch goes. */
export function mergePull(
  place: Place,
  pull: PullRequest,
  merge: Merge,
): string {
  const { repository } = place;
  const tip = required(repository.branches.get(pull.baseBranch), 'base branch');
  const how = {
    squash: () => squash(place, pull, tip, merge.at),
    merge: () => join(place, pull, tip, merge),
    rebase: () => rebase(place, pull, tip, merge.at),
  };
  const commits = how[merge.method]();
  pushCommits(place, pull.baseBranch, commits, merge.by, merge.at);
  pull.mergeSha = commits.at(-1)!;
  pull.mergedAt = merge.at;
  pull.mergedBy = merge.by;
  pull.mergeMethod = merge.method;
  closePull(place, pull, merge.at);
  repository.branches.delete(pull.headBranch);
  return pull.mergeSha;
}
