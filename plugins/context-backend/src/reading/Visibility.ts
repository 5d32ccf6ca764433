import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { inParts } from '@throughline/backend-kit';
import { ContextSection } from '@throughline/plugin-context-common';
import { refsOfSection } from './refs';
import { StoredSection } from './types';

type SectionPermission = ContextSection['permission'];

/** Refs in one request to the catalog, which takes up to 100 kB. */
const REFS_PER_REQUEST = 500;
/** Decisions in one request to the permission backend: it takes 100 kB too. */
const DECISIONS_PER_REQUEST = 200;
/** As much of an entity as is shown of it. */
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.profile.displayName',
];

/** What a reader may see of some sections. */
export interface Visible {
  /** Entities that the catalog shows the reader, by ref. */
  entities: ReadonlyMap<string, Entity>;
  /** Whether the reader may see a section of an entity. */
  allows(entityRef: string, permission: SectionPermission): boolean;
}

/** The catalog's own: whoever is shown an entity has it. */
const CATALOG_READ: SectionPermission = {
  name: 'catalog.entity.read',
  resourceType: 'catalog-entity',
};

const isCatalogRead = ({ name, resourceType }: SectionPermission) =>
  name === CATALOG_READ.name && resourceType === CATALOG_READ.resourceType;

/** What is decided once, however many sections ask for it. */
function decisionKey(entityRef: string, permission: SectionPermission): string {
  return permission.resourceType
    ? `${permission.name} ${entityRef}`
    : permission.name;
}

function toRequest(
  entityRef: string,
  { name, resourceType }: SectionPermission,
): AuthorizePermissionRequest {
  const attributes = { action: 'read' } as const;
  return resourceType
    ? {
        permission: createPermission({ name, attributes, resourceType }),
        resourceRef: entityRef,
      }
    : { permission: createPermission({ name, attributes }) };
}

/**
 * Decides what a reader may see: anew for each request, never cached, and in as
 * few requests as there can be.
 */
export class Visibility {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #catalog: CatalogService;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    catalog: CatalogService;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
  }

  /** Decides about entities, sections of them, and all that these name. */
  async of(
    entityRefs: string[],
    sections: StoredSection[],
    credentials: BackstageCredentials,
  ): Promise<Visible> {
    const refs = new Set(entityRefs);
    const requests = new Map<string, AuthorizePermissionRequest>();
    const ask = (entityRef: string, permission: SectionPermission) => {
      const key = decisionKey(entityRef, permission);
      if (!requests.has(key)) {
        requests.set(key, toRequest(entityRef, permission));
      }
    };
    for (const { entityRef, body } of sections) {
      if (!body) continue;
      if (!isCatalogRead(body.permission)) ask(entityRef, body.permission);
      for (const ref of refsOfSection(body, entityRef)) refs.add(ref);
    }
    // The catalog shows a service everything, whatever it is restricted to.
    if (this.#auth.isPrincipal(credentials, 'service')) {
      for (const ref of entityRefs) ask(ref, CATALOG_READ);
    }
    const [entities, decisions] = await Promise.all([
      this.#entities([...refs], credentials),
      this.#decisions(requests, credentials),
    ]);
    const denies = (entityRef: string, permission: SectionPermission) =>
      decisions.get(decisionKey(entityRef, permission)) === false;
    for (const ref of entityRefs) {
      if (denies(ref, CATALOG_READ)) entities.delete(ref);
    }
    return {
      entities,
      allows: (entityRef, permission) =>
        entities.has(entityRef) &&
        (isCatalogRead(permission) ||
          decisions.get(decisionKey(entityRef, permission)) === true),
    };
  }

  async #entities(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const found = new Map<string, Entity>();
    await Promise.all(
      inParts(refs, REFS_PER_REQUEST).map(async entityRefs => {
        const { items } = await this.#catalog.getEntitiesByRefs(
          { entityRefs, fields: FIELDS },
          { credentials },
        );
        items.forEach((entity, index) => {
          if (entity) found.set(entityRefs[index], entity);
        });
      }),
    );
    return found;
  }

  async #decisions(
    requests: Map<string, AuthorizePermissionRequest>,
    credentials: BackstageCredentials,
  ): Promise<Map<string, boolean>> {
    const decided = new Map<string, boolean>();
    await Promise.all(
      inParts([...requests], DECISIONS_PER_REQUEST).map(async part => {
        const decisions = await this.#permissions.authorize(
          part.map(([, request]) => request),
          { credentials },
        );
        part.forEach(([key], index) => {
          decided.set(key, decisions[index].result === AuthorizeResult.ALLOW);
        });
      }),
    );
    return decided;
  }
}
