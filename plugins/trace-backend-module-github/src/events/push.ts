import {
  artifactKey,
  ArtifactAttributes,
  authorshipOfAccount,
  authorshipOfMessage,
  cherryPicksOfMessage,
  CommitAttributes,
  commitFingerprintText,
  commitKey,
  Fact,
  MAX_PATHS,
  mentionsOfMessage,
  PushAttributes,
  revertsOfMessage,
  storableText,
  withoutAddresses,
} from '@throughline/plugin-trace-common';
import { NormaliseError, Normalised } from '@throughline/plugin-trace-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  EventNormaliser,
  fact,
  facts,
  ignored,
  some,
  UNLESS_SAID_OTHERWISE,
} from '../result';
import {
  identifier,
  instant,
  optionalPageAddress,
  readPayload,
  repository,
  sha,
} from '../schemas';

const MAX_SUBJECT = 500;
const MAX_NAME = 200;
const MAX_PATH = 1000;
const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';
/** Stands for no commit; one for each length of hash. */
const NO_COMMIT = /^0+$/;

const paths = z.array(z.string()).default([]);
const commitSchema = z.object({
  id: sha,
  message: z.string(),
  timestamp: instant,
  url: optionalPageAddress,
  author: z.object({
    name: z.string(),
    username: identifier.optional(),
    date: instant.optional(),
  }),
  added: paths,
  modified: paths,
  removed: paths,
});
type Commit = z.output<typeof commitSchema>;

const schema = z.object({
  ref: identifier,
  before: sha,
  after: sha,
  deleted: z.boolean().default(false),
  forced: z.boolean().default(false),
  commits: z.array(commitSchema).default([]),
  head_commit: z.object({ id: sha, timestamp: instant }).nullish(),
  repository,
});
type Push = z.output<typeof schema>;

/** When it was pushed, by GitHub's clock where the payload has it. */
function pushedAt(push: Push): string {
  const at = push.repository.pushedAt ?? push.head_commit?.timestamp;
  if (at) return at;
  throw new NormaliseError('repository.pushed_at', 'expected a time');
}

/**
 * What a commit is, apart from where it was pushed.
 *
 * Its fingerprint is the SHA-256 of author's name, author's date and message
 * (see `commitFingerprintText`), so that a rebased copy is recognised. Pushes
 * give one time per commit, which stands for the author's date unless the
 * payload says that too. A clone knows both, and parents and every path, so
 * this yields to what a clone says of the same moment (rank -1).
 */
function commitFact(repositoryName: string, commit: Commit): Fact {
  const { id: hash, message, author } = commit;
  const changed = [
    ...new Set([...commit.added, ...commit.modified, ...commit.removed]),
  ];
  const authoredAt = author.date ?? commit.timestamp;
  return fact<CommitAttributes>(
    commitKey(repositoryName, hash),
    commit.timestamp,
    {
      sha: hash,
      subject: storableText(
        withoutAddresses(message.trim().split('\n', 1)[0].trim()),
        MAX_SUBJECT,
      ),
      url: commit.url,
      authoredAt,
      committedAt: commit.timestamp,
      // Empty also when GitHub could not list them in time: not known.
      paths: some(
        changed.slice(0, MAX_PATHS).map(path => storableText(path, MAX_PATH)),
      ),
      pathsTruncated: changed.length > MAX_PATHS || undefined,
      fingerprint: createHash('sha256')
        .update(
          commitFingerprintText({
            authorName: author.name,
            authoredAt,
            message,
          }),
        )
        .digest('hex'),
      mentions: some(mentionsOfMessage(message, repositoryName)),
      reverts: some(revertsOfMessage(message, repositoryName)),
      cherryPickOf: some(cherryPicksOfMessage(message, repositoryName)),
      authorship: some([
        ...authorshipOfAccount(author.username),
        ...authorshipOfMessage(message),
      ]),
    },
    -1,
  );
}

function authorOf({ author }: Commit): CommitAttributes['author'] {
  const name = storableText(withoutAddresses(author.name), MAX_NAME);
  const bot = [author.name, author.username].some(it => it?.endsWith('[bot]'));
  if (bot) return { login: author.username, name, type: 'bot' };
  return {
    login: author.username,
    name,
    type: author.username ? 'person' : 'unknown',
  };
}

function branchPush(push: Push): Normalised {
  if (push.commits.length === 0) {
    return ignored('The push brings no commits.');
  }
  const { name, defaultBranch } = push.repository;
  const branch = push.ref.slice(BRANCH.length);
  const isDefault = branch === defaultBranch;
  const at = pushedAt(push);
  // After a forced push `before` is no ancestor. On the default branch it is
  // kept all the same: without it the first commit would seem to be a root.
  const start =
    push.forced && !isDefault ? push.before.replace(/./g, '0') : push.before;
  return facts(
    ...push.commits.flatMap((commit, index) => {
      const key = commitKey(name, commit.id);
      const pushed: PushAttributes = {
        branch,
        defaultBranch: isDefault,
        before: push.before,
        after: push.after,
        index,
        previous: index === 0 ? start : push.commits[index - 1].id,
        at,
      };
      return [
        commitFact(name, commit),
        fact<Record<string, unknown>>(key, at, {
          // Said with the push, because a clone does not know logins.
          author: authorOf(commit),
          [`push:${push.after}:${branch}`]: pushed,
        }),
      ];
    }),
  );
}

function tagPush(push: Push): Normalised {
  const { name, url } = push.repository;
  const tag = push.ref.slice(TAG.length);
  const key = artifactKey(name, tag);
  const at = pushedAt(push);
  return facts(
    fact<ArtifactAttributes>(key, UNLESS_SAID_OTHERWISE, { subtype: 'tag' }),
    fact<ArtifactAttributes>(key, at, {
      tag,
      url: `${url}/releases/tag/${encodeURIComponent(tag)}`,
      // `after` of an annotated tag is the tag's own hash.
      sha: push.head_commit?.id ?? push.after,
      publishedAt: at,
    }),
  );
}

/** `push`: commits on a branch, or a tag made or moved. */
export const push: EventNormaliser = payload => {
  const read = readPayload(schema, payload);
  const isTag = read.ref.startsWith(TAG);
  if (!isTag && !read.ref.startsWith(BRANCH)) {
    return ignored('The push is neither to a branch nor to a tag.');
  }
  if (read.deleted || NO_COMMIT.test(read.after)) {
    return ignored(
      isTag
        ? 'A tag was deleted; what was built from it stays.'
        : 'A branch was deleted; its commits stay.',
    );
  }
  return isTag ? tagPush(read) : branchPush(read);
};
