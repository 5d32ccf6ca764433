import { CommitAttributes } from '@throughline/plugin-trace-common';
import * as commits from '@throughline/plugin-trace-node';

/**
 * Only the API and pushes know a login, and pushes say that later than what else
 * they say of a commit.
 */
export const COMMIT_RANKS = { ...commits.COMMIT_RANKS, login: 1 };

/** Who wrote it. */
export function authorOf(
  commit: commits.CommitText,
): CommitAttributes['author'] {
  const { login } = commit;
  const name = commits.authorName(commit);
  if ([commit.authorName, login].some(it => it?.endsWith('[bot]'))) {
    return { login, name, type: 'bot' };
  }
  return { login, name, type: login ? 'person' : 'unknown' };
}
