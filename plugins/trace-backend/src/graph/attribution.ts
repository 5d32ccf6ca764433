import { Minimatch } from 'minimatch';

/** What the catalog says of an entity, as far as attribution needs it. */
export interface EntityConfig {
  /** `kind:namespace/name`, lower case. */
  ref: string;
  /** `host/owner/name`; missing when no annotation names one. */
  repository?: string;
  /** Globs in the repository; empty: all of it. */
  paths: string[];
  /** Ticket prefixes that count, upper case. */
  ticketPrefixes: string[];
  /** What deployments call it, lower case. */
  services: string[];
  /** What systems for incidents call it, e.g. `pagerduty:pabc123`; lower case. */
  incidentServices?: string[];
  /** A component of type `library`: built into others, not deployed itself. */
  library?: true;
  /** Components it depends on. Not part of attribution: followed when read. */
  dependsOn?: string[];
}

/** How specific a glob is: the length of its part before the first wildcard. */
function specificity(glob: string): number {
  const wildcard = glob.search(/[*?[{(!]/);
  return wildcard < 0 ? glob.length : wildcard;
}

/** How specifically an entity claims a path; undefined when it does not. */
type Claim = (path: string) => number | undefined;

function claimOf(entity: EntityConfig): Claim {
  if (entity.paths.length === 0) return () => 0;
  const globs = entity.paths.map(glob => ({
    pattern: new Minimatch(glob, { dot: true, nonegate: true }),
    length: specificity(glob) + 1,
  }));
  return path => {
    const lengths = globs
      .filter(({ pattern }) => pattern.match(path))
      .map(({ length }) => length);
    return lengths.length > 0 ? Math.max(...lengths) : undefined;
  };
}

/**
 * The entities of a repository that a set of changed paths belongs to: for
 * each path those with the longest match, so that a service in a monorepo wins
 * over an entity that claims the whole of it.
 *
 * @param paths - undefined when the source did not say what changed
 * @param entities - all entities of the repository
 * @returns refs, sorted; empty: nobody claims it
 */
export function entitiesOfPaths(
  paths: string[] | undefined,
  entities: EntityConfig[],
): string[] {
  if (!paths) return wholeRepository(entities);
  const claims = entities.map(entity => ({
    ref: entity.ref,
    claim: claimOf(entity),
  }));
  const refs = new Set<string>();
  for (const path of paths) {
    const matches = claims
      .map(({ ref, claim }) => ({ ref, length: claim(path) }))
      .filter(match => match.length !== undefined);
    const longest = Math.max(...matches.map(match => match.length!));
    matches
      .filter(match => match.length === longest)
      .forEach(match => refs.add(match.ref));
  }
  return [...refs].sort();
}

/** Who gets what has no paths: those that claim all, or the only one there is. */
function wholeRepository(entities: EntityConfig[]): string[] {
  const all = entities.filter(entity => entity.paths.length === 0);
  const owners = all.length > 0 ? all : entities;
  return all.length > 0 || entities.length === 1
    ? owners.map(entity => entity.ref).sort()
    : [];
}

/**
 * The entities a deployment deploys: by the name it gives, else those that
 * claim all of the repository.
 */
export function entitiesOfDeployment(
  service: string | undefined,
  entities: EntityConfig[],
): string[] {
  return service
    ? entities
        .filter(entity => entity.services.includes(service.toLowerCase()))
        .map(entity => entity.ref)
        .sort()
    : wholeRepository(entities);
}
