import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { inParts } from '@throughline/backend-kit';
import { ContextSection } from '@throughline/plugin-context-common';
import { CATALOG_SOURCE } from '../config';
import { neighbourRefs } from './catalogNeighbours';
import { catalogSection } from './catalogSection';
import { ContextSource } from './ContextSource';

const REFS_PER_REQUEST = 500;

const ENTITY_FIELDS = ['kind', 'metadata', 'spec', 'relations'];
const NEIGHBOUR_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.lifecycle',
  'spec.profile.displayName',
];

/** What the catalog knows: the section that is there without any plugin. */
export class CatalogSource implements ContextSource {
  readonly id = CATALOG_SOURCE;

  constructor(
    private readonly options: { catalog: CatalogService; auth: AuthService },
  ) {}

  async read(
    entityRefs: string[],
    signal: AbortSignal,
  ): Promise<ContextSection[]> {
    const asOf = new Date();
    const entities = await this.#load(entityRefs, ENTITY_FIELDS, signal);
    const neighbours = await this.#load(
      entities.flatMap(neighbourRefs),
      NEIGHBOUR_FIELDS,
      signal,
    );
    const byRef = new Map(
      neighbours.map(entity => [stringifyEntityRef(entity), entity]),
    );
    return entities.flatMap(
      entity => catalogSection(entity, byRef, asOf) ?? [],
    );
  }

  async #load(
    entityRefs: string[],
    fields: string[],
    signal: AbortSignal,
  ): Promise<Entity[]> {
    const { catalog, auth } = this.options;
    const found: Entity[] = [];
    for (const part of inParts([...new Set(entityRefs)], REFS_PER_REQUEST)) {
      signal.throwIfAborted();
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: part, fields },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      found.push(...items.filter(item => item !== undefined));
    }
    return found;
  }
}
