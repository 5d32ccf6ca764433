import { JsonObject } from '@backstage/types';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, hashOf, ZERO_HASH } from '../identifiers';
import { envelope, gitUser, Login, user } from './common';

/** A commit, before the forge has seen it. */
export interface Commit {
  sha: string;
  message: string;
  author: Login;
  /** When it was written, in milliseconds. Copies keep it. */
  authoredAt: number;
  added: string[];
  modified: string[];
  removed: string[];
}

/** A push to a branch or tag. */
export interface Push {
  /** Full, e.g. `refs/heads/main`. */
  ref: string;
  before: string;
  after: string;
  commits: Commit[];
  /** What the ref points at, where no commits come with it. */
  head?: Commit;
  pusher: Login;
  at: number;
}

function commitPayload(source: DemoRepository, commit: Commit): JsonObject {
  return {
    id: commit.sha,
    tree_id: hashOf(`tree/${commit.sha}`),
    distinct: true,
    message: commit.message,
    timestamp: githubTime(commit.authoredAt),
    url: `https://github.com/${OWNER}/${source.name}/commit/${commit.sha}`,
    author: gitUser(commit.author, commit.authoredAt),
    committer: {
      name: 'GitHub',
      email: 'noreply@github.com',
      username: 'web-flow',
    },
    added: commit.added,
    removed: commit.removed,
    modified: commit.modified,
  };
}

/** `push` */
export function pushPayload(source: DemoRepository, push: Push): JsonObject {
  const commits = push.commits.map(commit => commitPayload(source, commit));
  const { repository, organization, sender } = envelope(
    source,
    push.pusher,
    push.at,
  );
  const head = push.head && commitPayload(source, push.head);
  return {
    ref: push.ref,
    before: push.before,
    after: push.after,
    // Pushes give this time in seconds, everything else as text.
    repository: {
      ...(repository as JsonObject),
      pushed_at: Math.floor(push.at / 1000),
    },
    organization,
    pusher: { name: push.pusher, email: null },
    sender,
    created: push.before === ZERO_HASH,
    deleted: push.after === ZERO_HASH,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${OWNER}/${
      source.name
    }/compare/${push.before.slice(0, 12)}...${push.after.slice(0, 12)}`,
    commits,
    head_commit: commits.at(-1) ?? head ?? null,
  };
}

/** `create`, of a tag */
export function createTagPayload(
  source: DemoRepository,
  tag: string,
  sender: Login,
  at: number,
): JsonObject {
  return {
    ref: tag,
    ref_type: 'tag',
    master_branch: 'main',
    description: source.description,
    pusher_type: 'user',
    ...envelope(source, sender, at),
  };
}

/** `release`, published */
export function releasePayload(
  source: DemoRepository,
  release: { id: number; tag: string; body: string; at: number; by: Login },
): JsonObject {
  const html = `https://github.com/${OWNER}/${source.name}/releases`;
  return {
    action: 'published',
    release: {
      url: `https://api.github.com/repos/${OWNER}/${source.name}/releases/${release.id}`,
      html_url: `${html}/tag/${release.tag}`,
      id: release.id,
      node_id: `RE_${release.id.toString(36)}`,
      tag_name: release.tag,
      target_commitish: 'main',
      name: release.tag,
      draft: false,
      prerelease: false,
      author: user(release.by),
      created_at: githubTime(release.at),
      published_at: githubTime(release.at),
      assets: [],
      body: release.body,
    },
    ...envelope(source, release.by, release.at),
  };
}
