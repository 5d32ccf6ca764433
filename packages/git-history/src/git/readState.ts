import { toInstant } from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Git, GitError } from './Git';

/** A tag that names a commit, directly or through tag objects. */
export interface Tag {
  name: string;
  /** What the ref holds: a tag object, or for a light tag the commit. */
  object: string;
  commit: string;
  /** When it was tagged; for light tags when it was committed. ISO 8601. */
  at: string;
}

/** What there is to read in a repository. */
export interface RepositoryState {
  /**
   * Heads of the default branch. A clone of a clone has two, its own and
   * `origin`'s, and either may be ahead. Empty in an empty repository.
   */
  defaultTips: string[];
  tags: Tag[];
  /** Commits whose parents a shallow clone does not have. */
  boundary: string[];
  /** Changes when the boundary does; undefined in a complete clone. */
  boundaryDigest?: string;
}

const REF_PREFIX = /^refs\/(heads|remotes\/origin)\//;
const EPOCH = '1970-01-01T00:00:00.000Z';
const LAST_SECOND = Date.UTC(9999, 11, 31) / 1000;

/**
 * Git's seconds as an instant. Times before 1970 and after 9999, which broken
 * clients have written, become 1970: ISO times compare as text only in between.
 */
export function gitInstant(seconds: string): string {
  const number = Number.parseInt(seconds, 10);
  return number >= 0 && number < LAST_SECOND
    ? toInstant(number * 1000) ?? EPOCH
    : EPOCH;
}

/**
 * Peels objects to the commits they name; what is gone or names no commit is
 * undefined.
 */
export async function peelToCommits(
  git: Git,
  objects: string[],
): Promise<Array<string | undefined>> {
  if (objects.length === 0) return [];
  const lines = await git.lines(
    ['cat-file', '--batch-check'],
    objects.map(object => `${object}^{commit}\n`).join(''),
  );
  return lines.map(line => /^([0-9a-f]{40,64}) commit \d+$/.exec(line)?.[1]);
}

/** `refs/heads/main` and the like → what they hold. */
async function readBranches(git: Git): Promise<Map<string, string>> {
  const lines = await git.lines([
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads',
    'refs/remotes/origin',
  ]);
  return new Map(
    lines.map(line => {
      const [name, object] = line.split(' ');
      return [name, object];
    }),
  );
}

function shortNames(branches: Map<string, string>): string {
  const names = [...branches.keys()]
    .map(name => name.replace(REF_PREFIX, ''))
    .filter(name => name !== 'HEAD');
  return [...new Set(names)].slice(0, 10).join(', ');
}

async function readDefaultTips(
  git: Git,
  configured: string | undefined,
): Promise<string[]> {
  const branches = await readBranches(git);
  let branch = configured;
  if (!branch) {
    const named =
      (await git.optional([
        'symbolic-ref',
        '-q',
        'refs/remotes/origin/HEAD',
      ])) ?? (await git.optional(['symbolic-ref', '-q', 'HEAD']));
    branch = named?.replace(REF_PREFIX, '');
  }
  const tips = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`]
    .map(name => branches.get(name))
    .filter((tip): tip is string => tip !== undefined);
  if (tips.length > 0) return [...new Set(tips)];
  // A detached HEAD, as CI systems check out.
  const head = await git.optional([
    'rev-parse',
    '-q',
    '--verify',
    'HEAD^{commit}',
  ]);
  if (head && !configured) return [head];
  if (branches.size > 0) {
    throw new Error(
      `there is no branch "${branch}"; there are: ${shortNames(branches)}`,
    );
  }
  return [];
}

async function readTags(git: Git): Promise<Tag[]> {
  const refs = (
    await git.lines([
      'for-each-ref',
      '--format=%(objectname) %(taggerdate:unix) %(refname)',
      'refs/tags',
    ])
  ).map(line => {
    const [object, taggedAt, ...ref] = line.split(' ');
    return { object, taggedAt, name: ref.join(' ').slice('refs/tags/'.length) };
  });
  const commits = await peelToCommits(
    git,
    refs.map(({ object }) => object),
  );
  const wanted = new Set(commits.filter(commit => commit !== undefined));
  const committedAt = new Map<string, string>();
  if (wanted.size > 0) {
    const lines = await git.lines(
      ['log', '--no-walk=unsorted', '--format=%H %ct', '--stdin'],
      [...wanted].map(commit => `${commit}\n`).join(''),
    );
    for (const line of lines) {
      const [commit, seconds] = line.split(' ');
      committedAt.set(commit, seconds);
    }
  }
  return refs.flatMap(({ object, taggedAt, name }, index) => {
    const commit = commits[index];
    return commit
      ? [
          {
            name,
            object,
            commit,
            at: gitInstant(taggedAt || (committedAt.get(commit) ?? '')),
          },
        ]
      : [];
  });
}

async function readBoundary(git: Git): Promise<string[]> {
  const path = await git.text(['rev-parse', '--git-path', 'shallow']);
  const text = await readFile(resolve(git.directory, path), 'utf8').catch(
    error => {
      if (error.code === 'ENOENT') return '';
      throw new GitError(`${path} cannot be read (${error.message})`);
    },
  );
  return text.split('\n').filter(Boolean).sort();
}

/**
 * Reads what the refs of a repository name.
 *
 * @param defaultBranch - undefined lets the repository say
 * @throws Error when that branch is not there
 */
export async function readState(
  git: Git,
  defaultBranch: string | undefined,
): Promise<RepositoryState> {
  const boundary = await readBoundary(git);
  return {
    defaultTips: await readDefaultTips(git, defaultBranch),
    tags: await readTags(git),
    boundary,
    boundaryDigest:
      boundary.length > 0
        ? createHash('sha256').update(boundary.join('\n')).digest('hex')
        : undefined,
  };
}
