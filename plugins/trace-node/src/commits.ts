import {
  authorshipOfAccount,
  authorshipOfMessage,
  cherryPicksOfMessage,
  CommitAttributes,
  commitFingerprintText,
  MAX_PATHS,
  mentionsOfMessage,
  relandsOfMessage,
  RepositoryName,
  revertsOfMessage,
  signaturesOfMessage,
  storableText,
  withoutAddresses,
  wordsOfMessage,
} from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { some } from './normalised';

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
  /** Of the author's account, where the vendor knows it. */
  login?: string;
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
 * What a commit is, apart from where it is and who wrote it. Its fingerprint is
 * the SHA-256 of author's name, author's date and message (see
 * `commitFingerprintText`), so that a rebased copy is recognised.
 */
export function describeCommit(
  repository: RepositoryName,
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
    mentions: some(mentionsOfMessage(message, repository)),
    words: some(wordsOfMessage(message)),
    signatures: some(signaturesOfMessage(message)),
    reverts: some(revertsOfMessage(message, repository)),
    relands: some(relandsOfMessage(message, repository)),
    cherryPickOf: some(cherryPicksOfMessage(message, repository)),
    authorship: some([
      ...authorshipOfAccount(commit.login),
      ...authorshipOfMessage(message),
    ]),
  };
}

/** The author's name as it is kept: without addresses, and not too long. */
export function authorName({ authorName: name }: CommitText): string {
  return storableText(withoutAddresses(name), MAX_NAME);
}

/**
 * Changed paths, as many as are kept, and whether that is all: said also where
 * it is, for somebody who knew fewer may have said that it is not. Nothing is
 * said of an empty list: a vendor that cannot list them in time gives one too.
 *
 * @param all - how many there are, where not all are listed
 */
export function pathsOf(
  paths: string[],
  all: number = paths.length,
): Pick<CommitAttributes, 'paths' | 'pathsTruncated'> {
  const kept = paths.slice(0, MAX_PATHS);
  const cut = Math.max(all, paths.length) > kept.length;
  return {
    paths: some(kept.map(path => storableText(path, MAX_PATH))),
    pathsTruncated: cut || kept.length > 0 ? cut : undefined,
  };
}
