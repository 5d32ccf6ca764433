import { JsonObject, JsonValue } from '@backstage/types';
import { RepositoryState, Tag } from './git/readState';
import { PatchedTips } from './patches/readSamePatches';

/**
 * How far a repository has been read.
 *
 * `main` and `side` are frontiers: everything reachable from these commits has
 * been written. Commits are read parents first, so after each batch the
 * frontier is again such a set, and "not reachable from the frontier" is what
 * is left, after an interruption as well as after a push.
 */
export interface Checkpoint {
  /** Of the default branch. */
  main: string[];
  /** Of what only tags reach, while that is being read. */
  side: string[];
  /** Tag → what its ref held when it was written. */
  tags: Map<string, string>;
  /** What the patches of were compared, see {@link readSamePatches}. */
  patched: PatchedTips;
  /** Of the shallow clone it was read from, see {@link RepositoryState}. */
  boundaryDigest?: string;
}

const VERSION = 1;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function hashesOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value)
    ? value.filter(
        (item): item is string => typeof item === 'string' && HASH.test(item),
      )
    : [];
}

/**
 * Reads a stored checkpoint. One that is of another version, or of a clone
 * whose shallow boundary was elsewhere, counts as none: what lies beyond the
 * boundary now may never have been read.
 */
export function parseCheckpoint(
  stored: JsonObject | undefined,
  state: RepositoryState,
): Checkpoint {
  const { boundaryDigest } = state;
  const usable =
    stored?.version === VERSION && stored.boundary === (boundaryDigest ?? '');
  if (!usable) {
    return {
      main: [],
      side: [],
      tags: new Map(),
      patched: { main: [], side: [] },
      boundaryDigest,
    };
  }
  const tags = Array.isArray(stored.tags) ? stored.tags : [];
  return {
    main: hashesOf(stored.main),
    side: hashesOf(stored.side),
    tags: new Map(
      tags.flatMap(pair => {
        const [name, object] = Array.isArray(pair) ? pair : [];
        return typeof name === 'string' && typeof object === 'string'
          ? [[name, object] as const]
          : [];
      }),
    ),
    patched: {
      main: hashesOf(stored.patchedMain),
      side: hashesOf(stored.patchedSide),
    },
    boundaryDigest,
  };
}

/** The checkpoint as it is stored. */
export function formatCheckpoint(checkpoint: Checkpoint): JsonObject {
  return {
    version: VERSION,
    main: checkpoint.main,
    side: checkpoint.side,
    tags: [...checkpoint.tags],
    patchedMain: checkpoint.patched.main,
    patchedSide: checkpoint.patched.side,
    boundary: checkpoint.boundaryDigest ?? '',
  };
}

/** Tags that are not yet written as they are now. */
export function pendingTags(state: RepositoryState, known: Checkpoint): Tag[] {
  return state.tags.filter(
    ({ name, object }) => known.tags.get(name) !== object,
  );
}
