import {
  CommitAttributes,
  commitKey,
  Fact,
  PushAttributes,
} from '@throughline/plugin-trace-common';
import { z } from 'zod';
import {
  COMMIT_RANKS,
  CommitText,
  describeCommit,
  fact,
  facts,
  ignored,
  readPayload,
} from '@throughline/plugin-trace-node';
import { authorOf, sortedPathsOf } from '../commit';
import { KindNormaliser } from '../result';
import { id, identifier, instant, pageAddress, project, sha } from '../schemas';

const BRANCH = 'refs/heads/';
/** Stands for no commit; one for each length of hash. */
const NO_COMMIT = /^0+$/;

const paths = z.array(z.string()).nullish();
const commitSchema = z.object({
  id: sha,
  message: z.string(),
  timestamp: instant,
  url: pageAddress,
  author: z.object({ name: z.string() }),
  added: paths,
  modified: paths,
  removed: paths,
});
type Commit = z.output<typeof commitSchema>;

const schema = z.object({
  ref: identifier,
  before: sha,
  after: sha,
  commits: z.array(commitSchema).default([]),
  total_commits_count: id.optional(),
  project,
});
type Push = z.output<typeof schema>;

function textOf(commit: Commit): CommitText {
  return {
    hash: commit.id,
    message: commit.message,
    authorName: commit.author.name,
    // The one time there is is the committer's.
    authoredAt: undefined,
    committedAt: commit.timestamp,
    url: commit.url,
  };
}

function commitFact(
  name: string,
  commit: Commit,
  onDefaultBranch: true | undefined,
): Fact {
  const changed = [commit.added, commit.modified, commit.removed];
  const text = textOf(commit);
  return fact<CommitAttributes>(
    commitKey(name, commit.id),
    commit.timestamp,
    {
      ...describeCommit(name, text),
      author: authorOf(text),
      ...sortedPathsOf([...new Set(changed.flatMap(list => list ?? []))]),
      onDefaultBranch,
    },
    COMMIT_RANKS.push,
  );
}

/**
 * Where the push brought its commits; nothing of the first one listed when there
 * were more before it, for what it follows is not known then.
 */
function pushFacts(push: Push, receivedAt: string): Fact[] {
  const { name, defaultBranch } = push.project;
  const branch = push.ref.slice(BRANCH.length);
  const unlisted = Math.max(
    0,
    (push.total_commits_count ?? 0) - push.commits.length,
  );
  return push.commits.flatMap((commit, index) => {
    if (index === 0 && unlisted > 0) return [];
    const pushed: PushAttributes = {
      branch,
      defaultBranch: branch === defaultBranch,
      before: push.before,
      after: push.after,
      index: unlisted + index,
      previous: index === 0 ? push.before : push.commits[index - 1].id,
      at: receivedAt,
    };
    return [
      fact<Record<string, unknown>>(commitKey(name, commit.id), receivedAt, {
        [`push:${push.after}:${branch}`]: pushed,
      }),
    ];
  });
}

/**
 * `push`: commits on a branch. GitLab does not say when it was pushed, so that
 * is when the delivery came.
 */
export const push: KindNormaliser = (payload, { receivedAt }) => {
  const read = readPayload(schema, payload);
  if (!read.ref.startsWith(BRANCH)) {
    return ignored('The push is not to a branch.');
  }
  if (NO_COMMIT.test(read.after)) {
    return ignored('A branch was deleted; its commits stay.');
  }
  if (read.commits.length === 0) {
    return ignored('The push brings no commits.');
  }
  const { name, defaultBranch } = read.project;
  const onDefault =
    read.ref.slice(BRANCH.length) === defaultBranch || undefined;
  return facts(
    ...read.commits.map(commit => commitFact(name, commit, onDefault)),
    ...pushFacts(read, receivedAt),
  );
};
