import { Commit, Push, Tag } from '../model/types';
import { Links } from '../server/Links';
import { repositoryShape } from '../shapes/repository';
import { Teller } from './Teller';

const NO_COMMIT = '0'.repeat(40);

function commitShape({ repository, links }: Teller, commit: Commit) {
  const { author, files, sha } = commit;
  const person = {
    name: author.name,
    email: author.email,
    username: author.account?.login,
    date: commit.authoredAt,
  };
  const paths = (status: string) =>
    files.filter(it => it.status === status).map(it => it.path);
  return {
    id: sha,
    tree_id: [...sha].reverse().join(''),
    distinct: true,
    message: commit.message,
    timestamp: commit.committedAt,
    url: links.page(repository, `/commit/${sha}`),
    author: person,
    committer: { ...person, date: commit.committedAt },
    added: paths('added'),
    modified: paths('modified'),
    removed: paths('removed'),
  };
}

/** Pushes carry their times as seconds since 1970. */
function pushedRepository(teller: Teller, at: string, links: Links) {
  const { repository } = teller;
  return {
    ...repositoryShape(repository, links),
    url: links.page(repository),
    created_at: Date.parse(repository.createdAt) / 1000,
    pushed_at: Date.parse(at) / 1000,
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}

function tellPush(teller: Teller, push: Push): void {
  const { repository, links } = teller;
  const before = push.before ?? NO_COMMIT;
  const commits = () =>
    push.commits.map(it => commitShape(teller, repository.commits.get(it)!));
  teller.tell(
    {
      event: 'push',
      at: push.at,
      by: push.by,
      subject: `${push.branch}@${push.after}`,
    },
    () => ({
      ref: `refs/heads/${push.branch}`,
      before,
      after: push.after,
      created: !push.before,
      deleted: false,
      forced: false,
      base_ref: null,
      compare: links.page(
        repository,
        `/compare/${before.slice(0, 12)}...${push.after.slice(0, 12)}`,
      ),
      commits: commits(),
      head_commit: commits().at(-1),
      repository: pushedRepository(teller, push.at, links),
      pusher: { name: push.by.login, email: push.by.email ?? null },
    }),
  );
}

function tellTag(teller: Teller, tag: Tag): void {
  const { repository, links } = teller;
  teller.tell(
    { event: 'push', at: tag.at, by: tag.by, subject: `tag ${tag.name}` },
    () => ({
      ref: `refs/tags/${tag.name}`,
      before: NO_COMMIT,
      after: tag.annotation?.sha ?? tag.sha,
      created: true,
      deleted: false,
      forced: false,
      base_ref: `refs/heads/${repository.defaultBranch}`,
      compare: links.page(repository, `/compare/${tag.name}`),
      commits: [],
      head_commit: commitShape(teller, repository.commits.get(tag.sha)!),
      repository: pushedRepository(teller, tag.at, links),
      pusher: { name: tag.by.login, email: tag.by.email ?? null },
    }),
  );
  teller.tell(
    { event: 'create', at: tag.at, by: tag.by, subject: `tag ${tag.name}` },
    () => ({
      ref: tag.name,
      ref_type: 'tag',
      master_branch: repository.defaultBranch,
      description: repository.description,
      pusher_type: 'user',
      repository: {
        ...repositoryShape(repository, links),
        pushed_at: tag.at,
      },
    }),
  );
}

/** Commits that came to branches, and tags. */
export function tellPushes(teller: Teller): void {
  for (const push of teller.repository.pushes) tellPush(teller, push);
  for (const tag of teller.repository.tags) tellTag(teller, tag);
}
