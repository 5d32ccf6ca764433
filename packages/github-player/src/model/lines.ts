import { ChangedFile } from './types';

/** Lines added and deleted, over all files. */
export function linesOf(files: ChangedFile[]) {
  return files.reduce(
    (total, file) => ({
      additions: total.additions + file.additions,
      deletions: total.deletions + file.deletions,
    }),
    { additions: 0, deletions: 0 },
  );
}
