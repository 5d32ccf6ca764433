import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { ContextAttention, LIMITS } from '@throughline/plugin-context-common';
import {
  DEPENDENCIES,
  hrefOf,
  isDeprecated,
  Neighbours,
  relatedRefs,
  RELIED_ON,
  short,
  textOf,
  titleOf,
} from './catalogNeighbours';

/** Kinds that somebody answers for. */
const OWNED = ['component', 'api', 'resource', 'system', 'domain'];
const WITH_LIFECYCLE = ['component', 'api'];

/** What is missing, or wrong, in what the owner wrote. */
function ownAttention(entity: Entity): ContextAttention[] {
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const missing = (id: string, title: string, detail: string) => ({
    id,
    status: 'attention' as const,
    title,
    detail,
  });
  const items: ContextAttention[] = [];
  if (!OWNED.includes(kind)) return items;
  if (relatedRefs(entity, RELATION_OWNED_BY).length === 0) {
    items.push(
      missing(
        'no-owner',
        'It has no owner',
        'Nobody is asked when something is wrong. Set spec.owner in its catalog file.',
      ),
    );
  }
  if (WITH_LIFECYCLE.includes(kind) && !textOf(entity.spec?.lifecycle)) {
    items.push(
      missing(
        'no-lifecycle',
        'It has no lifecycle',
        'Nobody can tell whether it is in production. Set spec.lifecycle in its catalog file.',
      ),
    );
  }
  if (
    kind === 'component' &&
    relatedRefs(entity, RELATION_PART_OF).length === 0
  ) {
    items.push(
      missing(
        'no-system',
        'It belongs to no system',
        'It is missing wherever its system is looked at. Set spec.system in its catalog file.',
      ),
    );
  }
  if (!textOf(entity.metadata.description)) {
    items.push(
      missing(
        'no-description',
        'It has no description',
        'A sentence on what it is for helps whoever finds it. Set metadata.description in its catalog file.',
      ),
    );
  }
  return items;
}

/**
 * What its owner wrote about others that is not so, or not so any more.
 *
 * What the catalog does not have cannot be hidden from anybody, so a ref to it
 * is no entity that a reader would have to see; it stands in the entity's own
 * file. One to an entity that exists goes into `refs`.
 */
function neighbourAttention(
  entity: Entity,
  neighbours: Neighbours,
): ContextAttention[] {
  const absent = (type: string) =>
    relatedRefs(entity, type).filter(ref => !neighbours.has(ref));
  const owners = absent(RELATION_OWNED_BY).map(ref => ({
    id: `absent-owner:${ref}`,
    status: 'attention' as const,
    title: 'Its owner is not in the catalog',
    detail: short(
      `spec.owner names ${ref}, which does not exist. Nobody is asked when something is wrong.`,
      LIMITS.value,
    ),
  }));
  const reliedOn = DEPENDENCIES.filter(({ id }) => RELIED_ON.includes(id));
  const dependencies = reliedOn.flatMap(({ type, id }) => [
    ...relatedRefs(entity, type)
      .filter(ref => isDeprecated(neighbours.get(ref)))
      .map(ref => ({
        id: `old-${id}:${ref}`,
        status: 'attention' as const,
        title: short(
          `It relies on ${titleOf(ref, neighbours)}, which is deprecated`,
          LIMITS.title,
        ),
        href: hrefOf(ref),
        refs: [ref],
      })),
    ...absent(type).map(ref => ({
      id: `no-${id}:${ref}`,
      status: 'attention' as const,
      title: 'It relies on something that is not in the catalog',
      detail: short(
        `It names ${ref}, which does not exist. Correct the ref in its catalog file, or register it.`,
        LIMITS.value,
      ),
    })),
  ]);
  return [...owners, ...dependencies];
}

/** What somebody should put right in the catalog. */
export function catalogAttention(
  entity: Entity,
  neighbours: Neighbours,
): ContextAttention[] {
  return [
    ...ownAttention(entity),
    ...neighbourAttention(entity, neighbours),
  ].slice(0, LIMITS.attention);
}
