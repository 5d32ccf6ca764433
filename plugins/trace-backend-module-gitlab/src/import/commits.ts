import {
  CommitAttributes,
  commitKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  COMMIT_RANKS,
  CommitText,
  describeCommit,
  fact,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { authorOf, sortedPathsOf } from '../commit';
import { instant, pageAddress, sha } from '../schemas';

/** https://docs.gitlab.com/api/commits/ */
export const commitSchema = z.object({
  id: sha,
  message: z.string(),
  author_name: z.string(),
  authored_date: instant,
  committed_date: instant,
  parent_ids: z.array(sha).nullish(),
  web_url: pageAddress,
});
/** A commit, by {@link commitSchema}. */
export type CommitAnswer = z.output<typeof commitSchema>;

/**
 * A commit that the API gave. It is no push: that would say when it came to
 * which branch, and the API does not know. What it says yields to a clone.
 */
export function apiCommitFact(
  repository: RepositoryName,
  commit: CommitAnswer,
  onDefaultBranch?: true,
): Fact {
  const text: CommitText = {
    hash: commit.id,
    message: commit.message,
    authorName: commit.author_name,
    authoredAt: commit.authored_date,
    committedAt: commit.committed_date,
    url: commit.web_url,
  };
  return fact<CommitAttributes>(
    commitKey(repository, commit.id),
    commit.committed_date,
    {
      ...describeCommit(repository, text),
      author: authorOf(text),
      // Commits of requests come with an empty list, whatever they follow.
      parents: commit.parent_ids?.length ? commit.parent_ids : undefined,
      // Left out rather than false: the branch may come to reach it later.
      onDefaultBranch,
    },
    COMMIT_RANKS.api,
  );
}

/** What a commit changed, by the files of the whole request. */
export function pathsFact(
  repository: RepositoryName,
  hash: string,
  paths: string[],
  all: number,
): Fact {
  return fact<CommitAttributes>(
    commitKey(repository, hash),
    UNLESS_SAID_OTHERWISE,
    sortedPathsOf(paths, all),
    COMMIT_RANKS.apiPaths,
  );
}
