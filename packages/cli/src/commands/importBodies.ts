import { HistoryBatch } from '@throughline/git-history';
import { RepositoryName } from '@throughline/plugin-trace-common';

/** Far below what a portal takes, so that no single body keeps it busy. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Lists that are not longer than so many bytes as JSON, or have one item. */
function* partsOf<T>(items: T[], maxBytes: number): Generator<T[]> {
  let part: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item));
    if (part.length > 0 && bytes + size > maxBytes) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

/**
 * What is sent of a batch, as JSON. Equal batches give equal texts: by that the
 * portal knows what it has already.
 */
export function* bodiesOf(
  repository: RepositoryName,
  { commits, tags }: Pick<HistoryBatch, 'commits' | 'tags'>,
  maxBytes = MAX_BYTES,
): Generator<string> {
  for (const part of partsOf(commits, maxBytes)) {
    yield JSON.stringify({ type: 'commits', repository, commits: part });
  }
  for (const part of partsOf(tags, maxBytes)) {
    yield JSON.stringify({ type: 'commits', repository, tags: part });
  }
}
