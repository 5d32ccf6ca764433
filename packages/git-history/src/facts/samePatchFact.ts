import {
  commitKey,
  Fact,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import { SamePatch } from '../patches/readSamePatches';

/**
 * That a commit is the same patch as another one. Neither commit ever becomes
 * another, nor where it stands in the history, so this holds for good.
 */
export function samePatchFact(
  repository: RepositoryName,
  { sha, committedAt, twin, patchId }: SamePatch,
): Fact {
  return {
    subject: commitKey(repository, sha),
    at: committedAt,
    attributes: { [`samePatch:${twin}`]: { sha: twin, patchId } },
  };
}
