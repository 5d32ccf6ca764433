import { JsonObject } from '@backstage/types';
import {
  authorshipOfMessage,
  cherryPicksOfMessage,
  CommitAttributes,
  commitFingerprintText,
  commitKey,
  Fact,
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
import { CommitRecord } from '../git/readCommits';

const MAX_SUBJECT = 500;
const MAX_NAME = 200;

/** A commit, with what is known of it besides what stands in it. */
export interface HistoryCommit extends CommitRecord {
  /** Reachable from the default branch. */
  onDefaultBranch: boolean;
  /** Reached by first parents alone from a branch or tag that is read. */
  onMainline: boolean;
  /** At the edge of a shallow clone: the parents written in the commit. */
  writtenParents?: string[];
}

const COMMIT_PAGES: Record<string, (repository: string) => string> = {
  'github.com': repository => `https://${repository}/commit/`,
  'gitlab.com': repository => `https://${repository}/-/commit/`,
  'bitbucket.org': repository => `https://${repository}/commits/`,
  'codeberg.org': repository => `https://${repository}/commit/`,
};

function urlOf(repository: RepositoryName, sha: string): string | undefined {
  const host = repository.slice(0, repository.indexOf('/'));
  const page = COMMIT_PAGES[host];
  return page && `${page(repository)}${sha}`;
}

/**
 * Changed paths of a commit, as far as they say whose it is.
 *
 * What a merge brought is its difference to the first parent, but only on the
 * mainline: a merge of the default branch into a side branch would otherwise
 * seem to touch everything that others did meanwhile. Against a missing parent
 * every file looks new, so nothing is said.
 */
function pathsOf(
  commit: HistoryCommit,
): Pick<CommitAttributes, 'paths' | 'pathsTruncated'> {
  if (commit.writtenParents) return {};
  if (commit.parents.length > 1 && !commit.onMainline) {
    return { paths: [], pathsTruncated: false };
  }
  // Said also where it is false: an API may have said that there are more.
  return { paths: commit.paths, pathsTruncated: commit.pathsTruncated };
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The fact that a commit is; the same whenever it is read. */
export function commitFact(
  repository: RepositoryName,
  commit: HistoryCommit,
): Fact {
  const { sha, message } = commit;
  const subject = message.trim().split('\n', 1)[0].trim();
  const attributes: CommitAttributes = {
    sha,
    subject: storableText(withoutAddresses(subject), MAX_SUBJECT),
    url: urlOf(repository, sha),
    author: {
      name: storableText(withoutAddresses(commit.authorName), MAX_NAME),
      type: commit.authorName.endsWith('[bot]') ? 'bot' : 'person',
    },
    authoredAt: commit.authoredAt,
    committedAt: commit.committedAt,
    parents: commit.writtenParents ?? commit.parents,
    // Left out rather than false: the branch may come to reach it later.
    onDefaultBranch: commit.onDefaultBranch || undefined,
    ...pathsOf(commit),
    fingerprint: createHash('sha256')
      .update(commitFingerprintText(commit))
      .digest('hex'),
    mentions: nonEmpty(mentionsOfMessage(message, repository)),
    words: nonEmpty(wordsOfMessage(message)),
    signatures: nonEmpty(signaturesOfMessage(message)),
    reverts: nonEmpty(revertsOfMessage(message, repository)),
    relands: nonEmpty(relandsOfMessage(message, repository)),
    cherryPickOf: nonEmpty(cherryPicksOfMessage(message, repository)),
    authorship: nonEmpty(authorshipOfMessage(message)),
  };
  return {
    subject: commitKey(repository, sha),
    at: commit.committedAt,
    attributes: withoutUndefined(attributes),
  };
}

function withoutUndefined(attributes: CommitAttributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}
