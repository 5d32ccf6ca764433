import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import {
  CredentialsRefused,
  getRest,
  GithubClient,
  NotThere,
  PermissionMissing,
} from '../client';
import { pathsFact } from './payloads/commit';
import { DirectCommit } from './resources/types';

/** GitHub gives at most so many files of a commit at once. */
const LISTED_FILES = 300;

interface CommitAnswer {
  files?: Array<{ filename: string }>;
}

/** What came of a batch of commits. */
export interface PathsRead {
  facts: Fact[];
  /** Those of which GitHub showed nothing, with the reason of the last one. */
  unshown: number;
  reason?: unknown;
}

/**
 * What commits changed that no request brought. GraphQL does not say; REST does,
 * of one commit at a time. One that GitHub cannot show, as its changes are too
 * many or it knows the hash no more, is left out: it must not end the others.
 *
 * @throws when the credentials do not do, or when it is told to stop
 */
export async function readPaths(
  client: GithubClient,
  at: { owner: string; name: string },
  repository: RepositoryName,
  commits: DirectCommit[],
  signal: AbortSignal,
): Promise<PathsRead> {
  const read: PathsRead = { facts: [], unshown: 0 };
  for (const commit of commits) {
    try {
      const { files = [] } = await getRest<CommitAnswer>(
        client,
        '/repos/{owner}/{repo}/commits/{ref}',
        { owner: at.owner, repo: at.name, ref: commit.sha },
      );
      const paths = files.map(({ filename }) => filename);
      const all = paths.length < LISTED_FILES ? paths.length : Infinity;
      read.facts.push(pathsFact(repository, commit.sha, commit.at, paths, all));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CredentialsRefused) throw error;
      if (error instanceof PermissionMissing) throw error;
      // Gone after a forced push.
      if (error instanceof NotThere) continue;
      read.unshown += 1;
      read.reason = error;
    }
  }
  return read;
}
