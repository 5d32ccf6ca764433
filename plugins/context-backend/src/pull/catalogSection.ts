import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ContextSection, LIMITS } from '@throughline/plugin-context-common';
import { CATALOG_SOURCE } from '../config';
import { catalogAttention } from './catalogAttention';
import { catalogFacts } from './catalogFacts';
import { Neighbours, short, textOf } from './catalogNeighbours';

/** Kinds of which nobody asks who owns them or what state they are in. */
const WITHOUT_SECTION = ['location'];

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
  const attention = catalogAttention(entity, neighbours);
  // By what everybody sees: a status may not tell of an item that is hidden.
  const needsAttention = attention.some(({ refs }) => !refs);
  return {
    entityRef: stringifyEntityRef(entity),
    sectionId: CATALOG_SOURCE,
    title: 'About',
    permission: {
      name: 'catalog.entity.read',
      resourceType: 'catalog-entity',
    },
    asOf: asOf.toISOString(),
    status: needsAttention ? 'attention' : 'ok',
    headline: headlineOf(entity),
    facts: catalogFacts(entity, neighbours),
    attention,
    links: [],
  };
}
