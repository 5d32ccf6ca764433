import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  BasicPermission,
  isResourcePermission,
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { inParts } from '../database/sql';

/** Refs in one request to the catalog, which takes up to 100 kB. */
const REFS_PER_REQUEST = 500;
/**
 * Decisions in one request to the permission backend. It repeats the conditions
 * of a policy for each of them to the catalog, which takes up to 100 kB.
 */
const DECISIONS_PER_REQUEST = 100;

/** What is to be decided. */
export interface EntityQuestions {
  /** Which of these the reader may know of. Full refs, in lower case. */
  entityRefs: Iterable<string>;
  /** What may be read of them besides. */
  reads: Iterable<{ entityRef: string; permission: Permission }>;
  /** Those that are known to be in the catalog; the others are looked up. */
  known: Promise<ReadonlyMap<string, unknown>>;
}

/** What a reader may see of some entities. */
export interface EntityDecisions {
  /** Whether the catalog shows the reader an entity. */
  shows(entityRef: string): boolean;
  /** Whether it does, and the policy allows a permission on it. */
  allows(entityRef: string, permission: NamedPermission): boolean;
}

/**
 * A policy may decide otherwise on a permission of the same name that is not one
 * on a resource, so the name alone tells none from another.
 */
interface NamedPermission {
  name: string;
  resourceType?: string;
}

const nameOf = ({ name, resourceType = '' }: NamedPermission) =>
  `${name} ${resourceType}`;

const keyOf = (entityRef: string, permission: NamedPermission) =>
  `${nameOf(permission)} ${entityRef}`;

/**
 * Decides what a reader may see of entities: as the policy has it now, never
 * cached. Most policies say of a permission what goes for all entities, in one
 * request. Only where it depends on the entity, it is asked for each of them.
 */
export async function decideOnEntities(
  services: { permissions: PermissionsService; catalog: CatalogService },
  questions: EntityQuestions,
  credentials: BackstageCredentials,
): Promise<EntityDecisions> {
  const refs = [...new Set(questions.entityRefs)];
  const reads = [...questions.reads];
  const [general, known] = await Promise.all([
    decideInGeneral(
      services.permissions,
      [
        catalogEntityReadPermission,
        ...reads.map(({ permission }) => permission),
      ],
      credentials,
    ),
    questions.known,
  ]);
  const inGeneral = (permission: NamedPermission) =>
    general.get(nameOf(permission));
  const [shown, allowed] = await Promise.all([
    decideOnShowing(
      services.catalog,
      { refs, known, inGeneral: inGeneral(catalogEntityReadPermission) },
      credentials,
    ),
    decideOneByOne(
      services.permissions,
      reads.filter(
        ({ permission }) =>
          inGeneral(permission) === AuthorizeResult.CONDITIONAL,
      ),
      credentials,
    ),
  ]);
  return {
    shows: entityRef => shown.has(entityRef),
    allows: (entityRef, permission) =>
      shown.has(entityRef) &&
      (inGeneral(permission) === AuthorizeResult.ALLOW ||
        allowed.has(keyOf(entityRef, permission))),
  };
}

/** What the policy says of permissions, whatever the entity. */
async function decideInGeneral(
  permissions: PermissionsService,
  asked: Permission[],
  credentials: BackstageCredentials,
): Promise<Map<string, AuthorizeResult>> {
  const onEntities = new Map<string, ResourcePermission>();
  const onNothing = new Map<string, BasicPermission>();
  for (const permission of asked) {
    const name = nameOf(permission);
    if (isResourcePermission(permission)) onEntities.set(name, permission);
    else onNothing.set(name, permission as BasicPermission);
  }
  const [conditional, basic] = await Promise.all([
    permissions.authorizeConditional(
      [...onEntities.values()].map(permission => ({ permission })),
      { credentials },
    ),
    onNothing.size === 0
      ? []
      : permissions.authorize(
          [...onNothing.values()].map(permission => ({ permission })),
          { credentials },
        ),
  ]);
  const names = [...onEntities.keys(), ...onNothing.keys()];
  return new Map(
    [...conditional, ...basic].map(({ result }, index) => [
      names[index],
      result,
    ]),
  );
}

/** Those that the catalog shows the reader. */
async function decideOnShowing(
  catalog: CatalogService,
  asked: {
    refs: string[];
    known: ReadonlyMap<string, unknown>;
    inGeneral: AuthorizeResult | undefined;
  },
  credentials: BackstageCredentials,
): Promise<Set<string>> {
  const { refs, known, inGeneral } = asked;
  switch (inGeneral) {
    case AuthorizeResult.ALLOW: {
      const there = refs.filter(ref => known.has(ref));
      const others = refs.filter(ref => !known.has(ref));
      return new Set([
        ...there,
        ...(await lookUp(catalog, others, credentials)),
      ]);
    }
    case AuthorizeResult.CONDITIONAL:
      return new Set(await lookUp(catalog, refs, credentials));
    default:
      return new Set();
  }
}

/** Those that the catalog gives the reader. */
async function lookUp(
  catalog: CatalogService,
  refs: string[],
  credentials: BackstageCredentials,
): Promise<string[]> {
  const parts = await Promise.all(
    inParts(refs, REFS_PER_REQUEST).map(entityRefs =>
      catalog.getEntitiesByRefs(
        {
          entityRefs,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      ),
    ),
  );
  return parts.flatMap(({ items }) =>
    items.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])),
  );
}

async function decideOneByOne(
  permissions: PermissionsService,
  asked: Array<{ entityRef: string; permission: Permission }>,
  credentials: BackstageCredentials,
): Promise<Set<string>> {
  const requests = new Map<string, AuthorizePermissionRequest>(
    asked.map(({ entityRef, permission }) => [
      keyOf(entityRef, permission),
      {
        permission: permission as ResourcePermission,
        resourceRef: entityRef,
      },
    ]),
  );
  const allowed = new Set<string>();
  await Promise.all(
    inParts([...requests], DECISIONS_PER_REQUEST).map(async part => {
      const decisions = await permissions.authorize(
        part.map(([, request]) => request),
        { credentials },
      );
      part.forEach(([key], index) => {
        if (decisions[index].result === AuthorizeResult.ALLOW) allowed.add(key);
      });
    }),
  );
  return allowed;
}
