import { EntityConfig } from './attribution';

/** How many steps of `dependsOn` are followed, from library to library. */
const MAX_DEPTH = 3;
/** How many libraries of an entity, or carriers of one, are looked at. */
const MAX_FOUND = 50;

/**
 * Goes along `dependsOn` as far as it leads through libraries.
 *
 * @param next - refs beside one, in whatever order
 * @param leadsOn - whether to go on from there
 */
function walk(
  from: string,
  next: (ref: string) => Iterable<string>,
  leadsOn: (ref: string) => boolean,
): string[] {
  const found = new Set<string>();
  let frontier = [from];
  for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0; depth += 1) {
    const reached = new Set(frontier.flatMap(ref => [...next(ref)]));
    reached.delete(from);
    found.forEach(ref => reached.delete(ref));
    [...reached].sort().forEach(ref => found.add(ref));
    frontier = [...reached].filter(leadsOn);
  }
  return [...found];
}

/**
 * Libraries that an entity is built with, the nearest first: those of its own
 * repository that it depends on, and that these depend on. What is deployed of
 * it holds them as they are at its commit. A library carries none: it says which
 * versions of others it wants, and whoever is built decides.
 *
 * @param entities - all entities of the repository
 */
export function librariesOf(ref: string, entities: EntityConfig[]): string[] {
  const byRef = new Map(entities.map(entity => [entity.ref, entity]));
  const own = byRef.get(ref);
  if (!own || own.library) return [];
  return walk(
    ref,
    one =>
      (byRef.get(one)?.dependsOn ?? []).filter(to => byRef.get(to)?.library),
    () => true,
  ).slice(0, MAX_FOUND);
}

/**
 * Entities that are built with a library, the nearest first: the other way
 * round of {@link librariesOf}.
 *
 * @param entities - all entities of the repository
 */
export function carriersOf(
  library: string,
  entities: EntityConfig[],
): string[] {
  const byRef = new Map(entities.map(entity => [entity.ref, entity]));
  if (!byRef.get(library)?.library) return [];
  const isLibrary = (ref: string) => byRef.get(ref)?.library === true;
  return walk(
    library,
    one =>
      entities
        .filter(({ dependsOn = [] }) => dependsOn.includes(one))
        .map(({ ref }) => ref),
    isLibrary,
  )
    .filter(ref => !isLibrary(ref))
    .slice(0, MAX_FOUND);
}
