import { Actor } from '@throughline/plugin-trace-common';
import {
  authorName,
  CommitText,
  pathsOf,
} from '@throughline/plugin-trace-node';

/** Changed paths, in an order that does not depend on who tells of them. */
export function sortedPathsOf(
  paths: string[],
  all?: number,
): ReturnType<typeof pathsOf> {
  return pathsOf([...paths].sort(), all);
}

/** Who wrote it, by name: GitLab gives no account of a commit. */
export function authorOf(commit: CommitText): Actor {
  return {
    name: authorName(commit),
    type: commit.authorName.endsWith('[bot]') ? 'bot' : 'unknown',
  };
}
