import { Fact, RepositoryName } from '@throughline/plugin-trace-common';
import { getRest, GithubClient, NotThere } from '../client';
import { pathsFact } from './payloads/commit';
import { DirectCommit } from './resources/types';

/** GitHub gives at most so many files of a commit at once. */
const LISTED_FILES = 300;

interface CommitAnswer {
  files?: Array<{ filename: string }>;
}

/**
 * What commits changed that no request brought. GraphQL does not say; REST does,
 * of one commit at a time.
 */
export async function readPaths(
  client: GithubClient,
  at: { owner: string; name: string },
  repository: RepositoryName,
  commits: DirectCommit[],
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const commit of commits) {
    try {
      const { files = [] } = await getRest<CommitAnswer>(
        client,
        '/repos/{owner}/{repo}/commits/{ref}',
        { owner: at.owner, repo: at.name, ref: commit.sha },
      );
      const paths = files.map(({ filename }) => filename);
      const all = paths.length < LISTED_FILES ? paths.length : Infinity;
      facts.push(pathsFact(repository, commit.sha, commit.at, paths, all));
    } catch (error) {
      // Gone after a forced push.
      if (!(error instanceof NotThere)) throw error;
    }
  }
  return facts;
}
