import { escape, GLOBSTAR, Minimatch } from 'minimatch';
import { EntityConfig } from './attribution';

/** Folders that are kept of one change. */
const MAX_FOLDERS = 50;

/** Whether a glob may match anything below a folder. */
function reachesInto(pattern: Minimatch, folder: string[]): boolean {
  return pattern.set.some(
    parts =>
      (parts.includes(GLOBSTAR) || parts.length > folder.length) &&
      pattern.matchOne(folder, parts, true),
  );
}

/** Finds, of the paths of a change, what nobody claims. */
export type Unowned = (paths: string[]) => string[];

/**
 * Says what no entity of a repository claims of the paths that changed: for each
 * path the shallowest folder that nobody claims anything of, as the glob that
 * would claim it (`docs/**`). Beside what somebody claims it is the files of the
 * folder alone (`services/*`).
 *
 * @param entities - all entities of the repository
 * @returns a function of paths: globs, sorted; undefined where somebody claims
 *   the whole repository, or nobody anything
 */
export function findUnowned(entities: EntityConfig[]): Unowned | undefined {
  const claimsPart = entities.every(({ paths }) => paths.length > 0);
  if (entities.length === 0 || !claimsPart) return undefined;
  const patterns = [...new Set(entities.flatMap(({ paths }) => paths))].map(
    glob => new Minimatch(glob, { dot: true, nonegate: true }),
  );
  const claimed = new Map<string, boolean>();
  const isClaimed = (folder: string[]) => {
    const name = folder.join('/');
    const known = claimed.get(name);
    if (known !== undefined) return known;
    const found = patterns.some(pattern => reachesInto(pattern, folder));
    claimed.set(name, found);
    return found;
  };
  const globOf = (path: string) => {
    const folders = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth += 1) {
      const folder = folders.slice(0, depth);
      if (!isClaimed(folder)) return `${escape(folder.join('/'))}/**`;
    }
    return [...folders.map(folder => escape(folder)), '*'].join('/');
  };
  return paths =>
    [
      ...new Set(
        paths
          .filter(path => !patterns.some(pattern => pattern.match(path)))
          .map(globOf),
      ),
    ]
      .sort()
      .slice(0, MAX_FOLDERS);
}
