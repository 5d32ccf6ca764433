import { ChangedFile, Repository } from './types';

/** The files of several commits, each once, counted together. */
export function filesOf(
  repository: Repository,
  commits: string[],
): ChangedFile[] {
  const files = new Map<string, ChangedFile>();
  for (const sha of commits) {
    for (const file of repository.commits.get(sha)!.files) {
      const known = files.get(file.path);
      files.set(file.path, {
        ...file,
        status: known?.status ?? file.status,
        additions: (known?.additions ?? 0) + file.additions,
        deletions: (known?.deletions ?? 0) + file.deletions,
      });
    }
  }
  return [...files.values()];
}
