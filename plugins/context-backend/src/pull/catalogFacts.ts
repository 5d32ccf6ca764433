import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ContextFact, LIMITS } from '@throughline/plugin-context-common';
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

/** Facts about this entity alone. */
function ownFacts(entity: Entity): ContextFact[] {
  const { spec = {}, metadata } = entity;
  const facts: Array<[string, string, string | undefined]> = [
    ['type', 'Type', textOf(spec.type)],
    ['lifecycle', 'Lifecycle', textOf(spec.lifecycle)],
    ['tags', 'Tags', textOf(metadata.tags?.join(', '))],
  ];
  return facts.flatMap(([id, label, value]) =>
    value === undefined
      ? []
      : [
          {
            id,
            label,
            value: short(value, LIMITS.value),
            ...(id === 'lifecycle' && isDeprecated(entity)
              ? { status: 'attention' as const }
              : {}),
          },
        ],
  );
}

/** A fact that names one other entity: who may not see it, misses just this. */
function factAbout(
  ref: string,
  neighbours: Neighbours,
  { id, label }: { id: string; label: string },
): ContextFact {
  return {
    id: `${id}:${ref}`,
    label,
    value: titleOf(ref, neighbours),
    href: hrefOf(ref),
    refs: [ref],
  };
}

function placeFacts(entity: Entity, neighbours: Neighbours): ContextFact[] {
  const there = (type: string) =>
    relatedRefs(entity, type).filter(ref => neighbours.has(ref));
  const owners = there(RELATION_OWNED_BY).map(ref => ({
    ...factAbout(ref, neighbours, { id: 'owner', label: 'Owner' }),
    highlight: true,
  }));
  const parts = there(RELATION_PART_OF).map(ref => {
    const { kind } = parseEntityRef(ref);
    const label = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    return factAbout(ref, neighbours, { id: 'part', label });
  });
  return [...owners, ...parts];
}

function dependencyFacts(
  entity: Entity,
  neighbours: Neighbours,
): ContextFact[] {
  return DEPENDENCIES.flatMap(dependency =>
    relatedRefs(entity, dependency.type)
      .filter(ref => neighbours.has(ref))
      .map(ref => ({
        ...factAbout(ref, neighbours, dependency),
        ...(RELIED_ON.includes(dependency.id) &&
        isDeprecated(neighbours.get(ref))
          ? { status: 'attention' as const }
          : {}),
      })),
  );
}

/** As many as there may be; that there are more is said without a number. */
function capped(facts: ContextFact[], entityRef: string): ContextFact[] {
  if (facts.length <= LIMITS.facts) return facts;
  return [
    ...facts.slice(0, LIMITS.facts - 1),
    {
      id: 'more',
      label: 'And more',
      value: 'Not all relations are shown here',
      href: hrefOf(entityRef),
    },
  ];
}

/** What the catalog says of an entity and of those it has to do with. */
export function catalogFacts(
  entity: Entity,
  neighbours: Neighbours,
): ContextFact[] {
  return capped(
    [
      ...placeFacts(entity, neighbours),
      ...ownFacts(entity),
      ...dependencyFacts(entity, neighbours),
    ],
    stringifyEntityRef(entity),
  );
}
