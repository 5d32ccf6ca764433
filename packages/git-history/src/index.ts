/**
 * The history of a git clone, as facts of the delivery trace.
 *
 * @packageDocumentation
 */

export { commitFact, type HistoryCommit } from './facts/commitFact';
export { samePatchFact } from './facts/samePatchFact';
export { tagFact, type HistoryTag } from './facts/tagFact';
export { Git, GitError } from './git/Git';
export { openClone } from './git/openClone';
export type { CommitRecord } from './git/readCommits';
export type { Tag } from './git/readState';
export type { SamePatch } from './patches/readSamePatches';
export { BATCH_SIZE, readHistory, type HistoryBatch } from './readHistory';
