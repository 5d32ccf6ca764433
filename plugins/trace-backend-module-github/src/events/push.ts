import {
  artifactKey,
  ArtifactAttributes,
  CommitAttributes,
  commitKey,
  Fact,
  PushAttributes,
} from '@throughline/plugin-trace-common';
import {
  CommitText,
  describeCommit,
  fact,
  facts,
  ignored,
  Normalised,
  NormaliseError,
  pathsOf,
  readPayload,
  UNLESS_SAID_OTHERWISE,
} from '@throughline/plugin-trace-node';
import { z } from 'zod';
import { authorOf, COMMIT_RANKS } from '../commit';
import { EventNormaliser } from '../result';
import {
  identifier,
  instant,
  optionalPageAddress,
  repository,
  sha,
} from '../schemas';

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

function textOf({ id, message, timestamp, url, author }: Commit): CommitText {
  return {
    hash: id,
    message,
    authorName: author.name,
    login: author.username,
    // Pushes give one time, unless the payload says the author's as well.
    authoredAt: author.date ?? timestamp,
    committedAt: timestamp,
    url,
  };
}

function commitFact(repositoryName: string, commit: Commit): Fact {
  const changed = [
    ...new Set([...commit.added, ...commit.modified, ...commit.removed]),
  ];
  return fact<CommitAttributes>(
    commitKey(repositoryName, commit.id),
    commit.timestamp,
    { ...describeCommit(repositoryName, textOf(commit)), ...pathsOf(changed) },
    COMMIT_RANKS.push,
  );
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
          author: authorOf(textOf(commit)),
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
