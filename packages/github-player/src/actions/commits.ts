import { Account, ChangedFile, Commit } from '../model/types';
import { latest } from '../model/time';
import { Place, required } from './Place';

/** What a commit is made of. */
export interface NewCommit {
  message: string;
  by: Account;
  at: string;
  parents: string[];
  files: ChangedFile[];
  authoredAt?: string;
}

/** Makes a commit, which is on no branch yet. */
export function addCommit(
  { repository, dice }: Place,
  { message, by, at, parents, files, authoredAt = at }: NewCommit,
): Commit {
  const commit: Commit = {
    sha: dice.hash(),
    message,
    author: {
      name: by.name ?? by.login,
      email: by.email ?? `${by.id}+${by.login}@users.noreply.example.com`,
      account: by,
    },
    authoredAt,
    committedAt: at,
    parents,
    files,
  };
  repository.commits.set(commit.sha, commit);
  return commit;
}

/** Moves a branch, or makes it, and remembers the push. */
export function pushCommits(
  { repository }: Place,
  branch: string,
  commits: string[],
  by: Account,
  at: string,
) {
  const before = repository.branches.get(branch);
  const after = required(commits.at(-1), 'commit to push');
  const push = { branch, before, after, commits, at, by };
  repository.branches.set(branch, after);
  repository.pushes.push(push);
  repository.pushedAt = latest(repository.pushedAt, at);
  repository.updatedAt = latest(repository.updatedAt, at);
  return push;
}
