import { fullName } from '../model/Organisation';
import { Repository } from '../model/types';
import { Links } from '../server/Links';
import { accountShape } from './account';

/** Addresses of a repository's parts, with the templates GitHub has in them. */
const PARTS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

function partsOf(repository: Repository, links: Links) {
  const entries = Object.entries(PARTS).map(([name, path]) => [
    name,
    links.rest(repository, path),
  ]);
  return Object.fromEntries(entries) as Record<keyof typeof PARTS, string>;
}

/** What GitHub calls a minimal repository, within runs. */
export function minimalRepositoryShape(repository: Repository, links: Links) {
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: accountShape(repository.owner, links),
    html_url: links.page(repository),
    description: repository.description,
    fork: false,
    url: links.rest(repository),
    ...partsOf(repository, links),
  };
}

/** A repository in full. */
export function repositoryShape(repository: Repository, links: Links) {
  const page = links.page(repository);
  const open = [...repository.issues, ...repository.pulls].filter(
    it => it.state === 'open',
  ).length;
  return {
    ...minimalRepositoryShape(repository, links),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `${page.replace(/^https?/, 'git')}.git`,
    ssh_url: `git@${new URL(links.web).hostname}:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: repository.commits.size,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [] as string[],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    custom_properties: {},
  };
}

/** What only `GET /repos/{owner}/{repo}` says. */
export function fullRepositoryShape(repository: Repository, links: Links) {
  return {
    ...repositoryShape(repository, links),
    network_count: 0,
    subscribers_count: 0,
  };
}
