import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { repository } from '../paths';

/** How many commits git counts between two tags. */
export interface TagPair {
  from: string;
  to: string;
  added: number;
  removed: number;
}

/** A published commit graph. */
export interface PublishedGraph {
  /** A commit, then its parents; children before parents. */
  commits: string[][];
  /** Tag → commit. */
  tags: Map<string, string>;
  pairs: TagPair[];
}

const FOLDER = join('..', 'shared', 'corpora', 'git-history', 'devlake-graph');

/** Reads the published graph; undefined where it is not beside the repository. */
export function readPublishedGraph(): PublishedGraph | undefined {
  const folder = join(repository, FOLDER);
  if (!existsSync(folder)) return undefined;
  const rows = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(','));
  return {
    commits: gunzipSync(readFileSync(join(folder, 'parents.txt.gz')))
      .toString()
      .trim()
      .split('\n')
      .map(line => line.split(' ')),
    tags: new Map(rows('tags.csv').map(([tag, sha]) => [tag, sha])),
    pairs: rows('tag-pairs.csv').map(([from, to, added, removed]) => ({
      from,
      to,
      added: Number(added),
      removed: Number(removed),
    })),
  };
}
