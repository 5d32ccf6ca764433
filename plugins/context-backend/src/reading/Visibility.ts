import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createPermission } from '@backstage/plugin-permission-common';
import { decideOnEntities } from '@throughline/backend-kit';
import { ContextSection } from '@throughline/plugin-context-common';
import { Knex } from 'knex';
import { readTitles } from '../database/operations/entities';
import { refsOfSection } from './refs';
import { StoredSection } from './types';

type SectionPermission = ContextSection['permission'];

/** What a reader may see of some sections. */
export interface Visible {
  /** Whether the catalog shows the reader an entity. */
  shows(entityRef: string): boolean;
  /** What people call an entity. */
  titleOf(entityRef: string): string;
  /** Whether the reader may see a section of an entity. */
  allows(entityRef: string, permission: SectionPermission): boolean;
}

/** The catalog's own: whoever is shown an entity has it. */
const isCatalogRead = ({ name, resourceType }: SectionPermission) =>
  name === catalogEntityReadPermission.name &&
  resourceType === catalogEntityReadPermission.resourceType;

function toPermission({ name, resourceType }: SectionPermission) {
  const attributes = { action: 'read' } as const;
  return resourceType
    ? createPermission({ name, attributes, resourceType })
    : createPermission({ name, attributes });
}

/** Decides what a reader may see: anew for each request, never cached. */
export class Visibility {
  constructor(
    private readonly options: {
      knex: Knex;
      permissions: PermissionsService;
      catalog: CatalogService;
    },
  ) {}

  /** Decides about entities, sections of them, and all that these name. */
  async of(
    entityRefs: string[],
    sections: StoredSection[],
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    const refs = new Set(entityRefs);
    const reads: Array<{
      entityRef: string;
      permission: ReturnType<typeof toPermission>;
    }> = [];
    for (const { entityRef, body } of sections) {
      if (!body) continue;
      if (!isCatalogRead(body.permission)) {
        reads.push({ entityRef, permission: toPermission(body.permission) });
      }
      for (const ref of refsOfSection(body, entityRef)) refs.add(ref);
    }
    const known = readTitles(this.options.knex, refs);
    const decisions = await decideOnEntities(
      this.options,
      { entityRefs: refs, reads, known },
      credentials,
    );
    const titles = await known;
    return {
      shows: decisions.shows,
      titleOf: ref => titles.get(ref) ?? parseEntityRef(ref).name,
      allows: (ref, permission) =>
        isCatalogRead(permission)
          ? decisions.shows(ref)
          : decisions.allows(ref, permission),
    };
  }
}
