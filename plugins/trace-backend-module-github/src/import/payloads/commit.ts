import {
  CommitAttributes,
  commitKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import {
  CommitText,
  describeCommit,
  fact,
  pathsOf,
} from '@throughline/plugin-trace-node';
import { authorOf, COMMIT_RANKS } from '../../commit';
import { instant } from '../../schemas';
import { CommitNode } from '../queries/commits';
import { whole } from '../queries/connection';

/** What is known of a commit besides what it says of itself. */
interface Known {
  onDefaultBranch?: boolean;
  paths?: string[];
  /** How many paths there are, where not all of them are known. */
  changedFiles?: number;
}

function textOf(commit: CommitNode): CommitText {
  const authorName = commit.author?.name ?? '';
  // GraphQL gives no account of a bot, which writes its login as its name.
  const bot = authorName.endsWith('[bot]') ? authorName : undefined;
  return {
    hash: commit.oid,
    message: commit.message,
    authorName,
    login: commit.author?.user?.login ?? bot,
    authoredAt: instant.parse(commit.authoredDate),
    committedAt: instant.parse(commit.committedDate),
    url: commit.url,
  };
}

/**
 * A commit that the API gave. It is no push: that would say when it came to
 * which branch, and the API does not know. What it says yields to a clone, but
 * for the author's login, which no clone knows.
 */
export function commitFacts(
  repository: RepositoryName,
  commit: CommitNode,
  known: Known = {},
): Fact[] {
  const key = commitKey(repository, commit.oid);
  const text = textOf(commit);
  const at = text.committedAt;
  return [
    fact<CommitAttributes>(
      key,
      at,
      {
        ...describeCommit(repository, text),
        parents: whole(commit.parents)?.map(({ oid }) => oid),
        // Left out rather than false: the branch may come to reach it later.
        onDefaultBranch: known.onDefaultBranch || undefined,
      },
      COMMIT_RANKS.api,
    ),
    fact<CommitAttributes>(
      key,
      at,
      { author: authorOf(text) },
      text.login ? COMMIT_RANKS.login : COMMIT_RANKS.api,
    ),
    ...(known.paths
      ? [pathsFact(repository, commit.oid, at, known.paths, known.changedFiles)]
      : []),
  ];
}

/** What a commit changed, by files that the API listed. */
export function pathsFact(
  repository: RepositoryName,
  sha: string,
  committedAt: string,
  paths: string[],
  all?: number,
): Fact {
  return fact<CommitAttributes>(
    commitKey(repository, sha),
    instant.parse(committedAt),
    pathsOf(paths, all),
    COMMIT_RANKS.apiPaths,
  );
}
