import {
  Actor,
  authorshipOfMessage,
  cherryPicksOfMessage,
  CommitAttributes,
  commitFingerprintText,
  MAX_PATHS,
  mentionsOfMessage,
  relandsOfMessage,
  revertsOfMessage,
  signaturesOfMessage,
  storableText,
  withoutAddresses,
  wordsOfMessage,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { some } from '@throughline/plugin-trace-node';

const MAX_SUBJECT = 500;
const MAX_NAME = 200;
const MAX_PATH = 1000;

/**
 * Who says how much of a commit at the same moment: a clone everything (0), the
 * API all but paths, a push one time for two and no parents. Paths that the API
 * gives of a whole request yield to everyone's.
 */
export const COMMIT_RANKS = { api: -1, push: -2, apiPaths: -3 };

/** What a commit says of itself, whoever reports it. */
export interface CommitText {
  hash: string;
  message: string;
  authorName: string;
  /** Undefined where it is not said. */
  authoredAt: string | undefined;
  committedAt: string;
  url?: string;
}

function fingerprintOf(commit: CommitText & { authoredAt: string }): string {
  return createHash('sha256')
    .update(commitFingerprintText(commit))
    .digest('hex');
}

/**
 * What a commit is, apart from where it is. Its fingerprint is the SHA-256 of
 * author's name, author's date and message (see `commitFingerprintText`), so
 * that a rebased copy is recognised.
 */
export function describeCommit(
  repositoryName: string,
  commit: CommitText,
): Omit<CommitAttributes, 'author'> {
  const { message, authoredAt } = commit;
  const subject = message.trim().split('\n', 1)[0].trim();
  return {
    sha: commit.hash,
    subject: storableText(withoutAddresses(subject), MAX_SUBJECT),
    url: commit.url,
    authoredAt,
    committedAt: commit.committedAt,
    fingerprint: authoredAt && fingerprintOf({ ...commit, authoredAt }),
    mentions: some(mentionsOfMessage(message, repositoryName)),
    words: some(wordsOfMessage(message)),
    signatures: some(signaturesOfMessage(message)),
    reverts: some(revertsOfMessage(message, repositoryName)),
    relands: some(relandsOfMessage(message, repositoryName)),
    cherryPickOf: some(cherryPicksOfMessage(message, repositoryName)),
    authorship: some(authorshipOfMessage(message)),
  };
}

/**
 * Changed paths, as many as are kept, and whether that is all: said also where
 * it is, for somebody who knew fewer may have said that it is not. Nothing is
 * said of an empty list.
 *
 * @param all - how many there are, where not all are listed
 */
export function pathsOf(
  paths: string[],
  all: number = paths.length,
): Pick<CommitAttributes, 'paths' | 'pathsTruncated'> {
  // In an order that does not depend on who tells of them.
  const kept = [...paths].sort().slice(0, MAX_PATHS);
  const cut = Math.max(all, paths.length) > kept.length;
  return {
    // Empty also when GitLab does not list them: not known.
    paths: some(kept.map(path => storableText(path, MAX_PATH))),
    pathsTruncated: cut || kept.length > 0 ? cut : undefined,
  };
}

/** Who wrote it, by name: GitLab gives no account of a commit. */
export function authorOf({ authorName }: CommitText): Actor {
  return {
    name: storableText(withoutAddresses(authorName), MAX_NAME),
    type: authorName.endsWith('[bot]') ? 'bot' : 'unknown',
  };
}
