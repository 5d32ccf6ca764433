import { MAX_PATHS } from '@throughline/plugin-trace-common';
import { Git } from './Git';
import { gitInstant } from './readState';

/** A commit as the repository holds it. */
export interface CommitRecord {
  sha: string;
  /** Without those a shallow clone cuts off. */
  parents: string[];
  authorName: string;
  authoredAt: string;
  committedAt: string;
  message: string;
  /** Against the first parent; at most {@link MAX_PATHS}. */
  paths: string[];
  pathsTruncated: boolean;
}

/** Commits to read: reachable from `tips`, not reachable from `known`. */
export interface CommitRange {
  tips: string[];
  known: string[];
}

/** How the arguments of a range are given to git: many, so on stdin. */
export function rangeInput({ tips, known }: CommitRange): string {
  return [...tips, ...known.map(sha => `^${sha}`)]
    .map(line => `${line}\n`)
    .join('');
}

/** Of one field, e.g. a message; what is beyond is dropped. */
const MAX_FIELD_BYTES = 1_048_576;
const START = '\x01';
const FORMAT = ['%x01%H', '%P', '%an', '%at', '%ct', '%B', ''].join('%x00');

/** NUL-terminated fields out of chunks, in constant memory. */
async function* fieldsOf(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer) => {
    const room = MAX_FIELD_BYTES - size;
    if (room > 0) pending.push(part.subarray(0, room));
    size += part.length;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(0, from);
      if (end < 0) break;
      take(chunk.subarray(from, end));
      // Bytes that are not UTF-8 become U+FFFD: neither JSON nor a database
      // could hold them.
      yield Buffer.concat(pending).toString('utf8');
      pending = [];
      size = 0;
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
}

/**
 * Makes commits of git's fields. Between two commits stand pairs of a line that
 * begins with a colon and a path, so that no path, whatever it is called, can
 * be taken for a commit.
 */
async function* parseCommits(
  fields: AsyncIterable<string>,
): AsyncGenerator<CommitRecord> {
  let commit: CommitRecord | undefined;
  let head: string[] = [];
  let pathFollows = false;
  for await (const field of fields) {
    if (head.length > 0) {
      head.push(field);
      if (head.length === 6) {
        const [sha, parents, authorName, authored, committed, message] = head;
        commit = {
          sha,
          parents: parents.split(' ').filter(Boolean),
          authorName,
          authoredAt: gitInstant(authored),
          committedAt: gitInstant(committed),
          message,
          paths: [],
          pathsTruncated: false,
        };
        head = [];
      }
    } else if (pathFollows) {
      pathFollows = false;
      if (commit && commit.paths.length < MAX_PATHS) commit.paths.push(field);
      else if (commit) commit.pathsTruncated = true;
    } else if (field.startsWith(START)) {
      if (commit) yield commit;
      commit = undefined;
      head = [field.slice(START.length)];
    } else if (/^\n?:/.test(field)) {
      pathFollows = true;
    }
  }
  if (commit) yield commit;
}

/**
 * Reads commits, every one after its parents.
 *
 * @param limits - of `git log`, such as `--no-merges`
 * @throws GitError
 */
export async function* readCommits(
  git: Git,
  range: CommitRange,
  limits: string[] = [],
): AsyncGenerator<CommitRecord> {
  const output = git.stream(
    [
      'log',
      '-z',
      '--stdin',
      '--topo-order',
      '--reverse',
      ...limits,
      '--encoding=UTF-8',
      `--format=tformat:${FORMAT}`,
      '--raw',
      '--root',
      // A renamed file counts under both names: both may have owners.
      '--no-renames',
      '--diff-merges=first-parent',
      '--no-relative',
      '--no-ext-diff',
      '--no-textconv',
      '--ignore-submodules=none',
    ],
    rangeInput(range),
  );
  yield* parseCommits(fieldsOf(output));
}

/** How many commits a range has. */
export async function countCommits(
  git: Git,
  range: CommitRange,
): Promise<number> {
  if (range.tips.length === 0) return 0;
  const count = await git.text(
    ['rev-list', '--count', '--stdin'],
    rangeInput(range),
  );
  return Number(count);
}

/** Those of a range that the tips reach by first parents alone. */
export async function readMainline(
  git: Git,
  range: CommitRange,
): Promise<Set<string>> {
  return new Set(
    await git.lines(
      ['rev-list', '--first-parent', '--stdin'],
      rangeInput(range),
    ),
  );
}

/**
 * The parents written in commits, whether or not the clone has them: the `raw`
 * format does not mind that a clone is shallow.
 */
export async function readWrittenParents(
  git: Git,
  shas: string[],
): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  if (shas.length === 0) return parents;
  let current: string[] = [];
  const lines = await git.lines(
    ['log', '--no-walk=unsorted', '--format=raw', '--no-patch', '--stdin'],
    shas.map(sha => `${sha}\n`).join(''),
  );
  for (const line of lines) {
    const [, name, sha] = /^(commit|parent) ([0-9a-f]{40,64})/.exec(line) ?? [];
    if (name === 'commit') {
      current = [];
      parents.set(sha, current);
    } else if (name === 'parent') {
      current.push(sha);
    }
  }
  return parents;
}
