import {
  Entity,
  parseEntityRef,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ContextAttention,
  ContextFact,
  ContextSection,
  LIMITS,
} from '@throughline/plugin-context-common';
import { CATALOG_SOURCE } from '../config';

/** Kinds of which nobody asks who owns them or what state they are in. */
const WITHOUT_SECTION = ['location'];
const OWNED = ['component', 'api', 'resource', 'system', 'domain'];
const WITH_LIFECYCLE = ['component', 'api'];

/** Ids are short, for the ref that follows takes up to 191 characters. */
const DEPENDENCIES = [
  { type: RELATION_DEPENDS_ON, id: 'needs', label: 'Depends on' },
  { type: RELATION_CONSUMES_API, id: 'uses', label: 'Consumes API' },
  { type: RELATION_PROVIDES_API, id: 'gives', label: 'Provides API' },
  { type: RELATION_DEPENDENCY_OF, id: 'for', label: 'Needed by' },
  { type: RELATION_API_CONSUMED_BY, id: 'usedBy', label: 'Consumed by' },
  { type: RELATION_API_PROVIDED_BY, id: 'from', label: 'Provided by' },
];
/** What breaks this entity when it goes wrong. */
const RELIED_ON = ['needs', 'uses'];

/** What the section says of another entity. */
export type Neighbours = Map<string, Entity>;

const short = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max - 1)}…` : text;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Refs of the entities that an entity has a relation to. */
export function relatedRefs(entity: Entity, type: string): string[] {
  const refs = (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'));
  return [...new Set(refs)].sort();
}

/** Refs of all entities that the section of an entity may speak of. */
export function neighbourRefs(entity: Entity): string[] {
  return [
    RELATION_OWNED_BY,
    RELATION_PART_OF,
    ...DEPENDENCIES.map(({ type }) => type),
  ].flatMap(type => relatedRefs(entity, type));
}

function titleOf(ref: string, neighbours: Neighbours): string {
  const { profile } = (neighbours.get(ref)?.spec ?? {}) as {
    profile?: { displayName?: unknown };
  };
  return short(
    textOf(profile?.displayName) ??
      textOf(neighbours.get(ref)?.metadata.title) ??
      parseEntityRef(ref).name,
    LIMITS.title,
  );
}

function hrefOf(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return `/catalog/${[namespace, kind, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

const isDeprecated = (entity: Entity | undefined) =>
  textOf(entity?.spec?.lifecycle)?.toLocaleLowerCase('en-US') === 'deprecated';

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

/** In one sentence, without naming anybody else. */
function headlineOf({ kind, spec = {} }: Entity): string {
  const type = textOf(spec.type);
  const lifecycle = textOf(spec.lifecycle);
  const what = type ? `${kind} of type ${type}` : kind;
  return short(
    lifecycle ? `${what}, lifecycle ${lifecycle}` : what,
    LIMITS.value,
  );
}

/**
 * What the catalog itself knows of an entity.
 *
 * @param neighbours - those of {@link neighbourRefs} that exist
 * @returns undefined for kinds about which there is nothing to say
 */
export function catalogSection(
  entity: Entity,
  neighbours: Neighbours,
  asOf: Date,
): ContextSection | undefined {
  if (WITHOUT_SECTION.includes(entity.kind.toLocaleLowerCase('en-US'))) {
    return undefined;
  }
  const entityRef = stringifyEntityRef(entity);
  const attention = [
    ...ownAttention(entity),
    ...neighbourAttention(entity, neighbours),
  ].slice(0, LIMITS.attention);
  // By what everybody sees: a status may not tell of an item that is hidden.
  const needsAttention = attention.some(({ refs }) => !refs);
  return {
    entityRef,
    sectionId: CATALOG_SOURCE,
    title: 'About',
    permission: {
      name: 'catalog.entity.read',
      resourceType: 'catalog-entity',
    },
    asOf: asOf.toISOString(),
    status: needsAttention ? 'attention' : 'ok',
    headline: headlineOf(entity),
    facts: capped(
      [
        ...placeFacts(entity, neighbours),
        ...ownFacts(entity),
        ...dependencyFacts(entity, neighbours),
      ],
      entityRef,
    ),
    attention,
    links: [],
  };
}
