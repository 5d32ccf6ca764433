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
} from '@backstage/catalog-model';
import { LIMITS } from '@throughline/plugin-context-common';

/** Relations that are told of. Ids are short, for the ref that follows takes up to 191 characters. */
export const DEPENDENCIES = [
  { type: RELATION_DEPENDS_ON, id: 'needs', label: 'Depends on' },
  { type: RELATION_CONSUMES_API, id: 'uses', label: 'Consumes API' },
  { type: RELATION_PROVIDES_API, id: 'gives', label: 'Provides API' },
  { type: RELATION_DEPENDENCY_OF, id: 'for', label: 'Needed by' },
  { type: RELATION_API_CONSUMED_BY, id: 'usedBy', label: 'Consumed by' },
  { type: RELATION_API_PROVIDED_BY, id: 'from', label: 'Provided by' },
];
/** What breaks this entity when it goes wrong. */
export const RELIED_ON = ['needs', 'uses'];

/** What the section says of another entity. */
export type Neighbours = Map<string, Entity>;

/** Text, cut where it is longer than it may be. */
export const short = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max - 1)}…` : text;

/** Text that says something. */
export const textOf = (value: unknown): string | undefined =>
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

/** What people call an entity. */
export function titleOf(ref: string, neighbours: Neighbours): string {
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

/** Its page in the portal. */
export function hrefOf(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return `/catalog/${[namespace, kind, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Whether its lifecycle says so. */
export const isDeprecated = (entity: Entity | undefined) =>
  textOf(entity?.spec?.lifecycle)?.toLocaleLowerCase('en-US') === 'deprecated';
