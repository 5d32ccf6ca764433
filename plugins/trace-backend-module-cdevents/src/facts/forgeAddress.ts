import {
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';

/** What an address of a forge names. */
export interface ForgeAddress {
  repository: RepositoryName;
  of?: 'change' | 'issue' | 'run' | 'job' | 'commit' | 'branch';
  /** Its number, hash or name; empty without `of`. */
  id: string;
  /** Of a run. */
  attempt?: number;
}

const MAX_ADDRESS = 2_000;
/** How forges write them, after the repository. */
const TAILS: Array<[NonNullable<ForgeAddress['of']>, RegExp]> = [
  ['change', /^(?:pulls?|merge_requests|pull-requests)\/(\d{1,9})$/],
  ['issue', /^issues\/(\d{1,9})$/],
  ['job', /^(?:actions\/)?(?:runs\/\d+\/job|jobs)\/(\d{1,18})$/],
  [
    'run',
    /^(?:actions\/runs|pipelines)\/(\d{1,18})(?:\/attempts\/(\d{1,4}))?$/,
  ],
  ['commit', /^(?:commits?|git\/commits)\/([0-9a-f]{40}|[0-9a-f]{64})$/],
  ['branch', /^(?:branches|tree)\/(.+)$/],
];

/** A host has a dot; without one it is the path of something. */
function repositoryAt(host: string, path: string): RepositoryName | undefined {
  return host.includes('.')
    ? parseRepositoryName(`${host}/${path}`)
    : undefined;
}

/** Where the repository ends and what is in it begins. */
function split({ hostname, pathname }: URL) {
  const parts = decodeURI(pathname).split('/').filter(Boolean);
  // GitHub's API: api.github.com/repos/…, and host/api/v3/repos/… at home.
  const api =
    hostname === 'api.github.com'
      ? parts[0] === 'repos' && { host: 'github.com', at: 1 }
      : parts.slice(0, 3).join('/') === 'api/v3/repos' && {
          host: hostname,
          at: 3,
        };
  const { host, at } = api || { host: hostname, at: 0 };
  // GitLab has groups in groups, and says where they end.
  const dash = parts.indexOf('-');
  const end = dash > 0 ? dash : at + 2;
  return {
    repository: repositoryAt(host, parts.slice(at, end).join('/')),
    tail: parts.slice(dash > 0 ? dash + 1 : end).join('/'),
  };
}

/**
 * What an address of GitHub, GitLab or a forge like them names. Senders use
 * pages and API addresses alike as ids of subjects; those of a repository's own
 * forge become the keys that its connector gives.
 */
export function readForgeAddress(
  text: string | undefined,
): ForgeAddress | undefined {
  if (!text || text.length > MAX_ADDRESS || !/^https?:\/\//i.test(text)) {
    return undefined;
  }
  let found: ReturnType<typeof split>;
  try {
    found = split(new URL(text));
  } catch {
    return undefined;
  }
  const { repository, tail } = found;
  if (!repository) return undefined;
  if (!tail) return { repository, id: '' };
  for (const [of, pattern] of TAILS) {
    const [, id, attempt] = pattern.exec(tail) ?? [];
    if (id) {
      return {
        repository,
        of,
        id,
        attempt: attempt ? Number(attempt) : undefined,
      };
    }
  }
  return undefined;
}

/**
 * A repository as events name it: by its address or name, or by a name among
 * those that a host keeps.
 */
export function repositoryOf({
  id,
  source,
}: {
  id: string;
  source?: string;
}): RepositoryName | undefined {
  const named = (text: string) => {
    const address = readForgeAddress(text);
    if (address) return address.of ? undefined : address.repository;
    const [host] = text.replace(/^[a-z+]+:\/\//i, '').split('/');
    return host.replace(/^.*@/, '').includes('.')
      ? parseRepositoryName(text)
      : undefined;
  };
  return (
    named(id) ??
    (source === undefined
      ? undefined
      : named(`${source.replace(/\/+$/, '')}/${id}`))
  );
}
