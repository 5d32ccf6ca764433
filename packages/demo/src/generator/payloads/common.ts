import { JsonObject } from '@backstage/types';
import { PEOPLE } from '../../organisation/people';
import { DemoRepository, OWNER } from '../../organisation/repositories';
import { githubTime, idOf } from '../identifiers';

/** An account of the forge: a person's, or an app's ending in `[bot]`. */
export type Login = string;

/** Whether the forge says that the account is an app's. */
export function isBot(login: Login): boolean {
  return login.endsWith('[bot]');
}

const users = new Map<Login, JsonObject>();

/** The `user` object that GitHub repeats everywhere. */
export function user(login: Login): JsonObject {
  const known = users.get(login);
  if (known) return known;
  const api = `https://api.github.com/users/${encodeURIComponent(login)}`;
  const isOwner = login === OWNER;
  let type = 'User';
  if (isBot(login)) type = 'Bot';
  if (isOwner) type = 'Organization';
  const made = {
    login,
    id: idOf(`user/${login}`),
    node_id: `U_${idOf(`user/${login}`).toString(36)}`,
    avatar_url: '',
    gravatar_id: '',
    url: api,
    html_url: isBot(login)
      ? `https://github.com/apps/${login.replace('[bot]', '')}`
      : `https://github.com/${login}`,
    repos_url: `${api}/repos`,
    type,
    site_admin: false,
  };
  users.set(login, made);
  return made;
}

/** Author and committer of a commit, as pushes give them. */
export function gitUser(login: Login, time: number): JsonObject {
  const known = PEOPLE.find(candidate => candidate.login === login);
  return {
    name: known?.displayName ?? login,
    email: known?.email ?? `${login}@users.noreply.github.com`,
    date: githubTime(time),
    username: login,
  };
}

const repositories = new Map<string, JsonObject>();

/** The `repository` object that GitHub sends with everything. */
export function repository(source: DemoRepository): JsonObject {
  const known = repositories.get(source.name);
  if (known) return known;
  const fullName = `${OWNER}/${source.name}`;
  const api = `https://api.github.com/repos/${fullName}`;
  const made = {
    id: idOf(`repository/${source.name}`),
    node_id: `R_${idOf(`repository/${source.name}`).toString(36)}`,
    name: source.name,
    full_name: fullName,
    private: true,
    owner: user(OWNER),
    html_url: `https://github.com/${fullName}`,
    description: source.description,
    fork: false,
    url: api,
    branches_url: `${api}/branches{/branch}`,
    commits_url: `${api}/commits{/sha}`,
    deployments_url: `${api}/deployments`,
    issues_url: `${api}/issues{/number}`,
    pulls_url: `${api}/pulls{/number}`,
    releases_url: `${api}/releases{/id}`,
    homepage: null,
    language: source.language,
    has_issues: true,
    archived: false,
    disabled: false,
    license: null,
    topics: ['demo'],
    visibility: 'private',
    default_branch: 'main',
  };
  repositories.set(source.name, made);
  return made;
}

/** What every delivery of a repository ends with. */
export function envelope(
  source: DemoRepository,
  sender: Login,
  at: number,
): JsonObject {
  const time = githubTime(at);
  return {
    repository: { ...repository(source), updated_at: time, pushed_at: time },
    organization: {
      login: OWNER,
      id: idOf(`user/${OWNER}`),
      url: `https://api.github.com/orgs/${OWNER}`,
      description: 'Demo data',
    },
    sender: user(sender),
  };
}
