import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  traceReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';

/** Entities asked for at once; the permission backend takes no more gladly. */
const BATCH = 100;

/**
 * What a reader may see: entities that the catalog shows them and whose trace
 * the policy lets them read. Decided anew for each request; never cached.
 */
export class Visibility {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly catalog: CatalogService,
  ) {}

  /** Those of the entities whose trace the reader may see, by ref. */
  async visibleEntities(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
    fields?: string[],
  ): Promise<Map<string, Entity>> {
    const refs = [...new Set(entityRefs)];
    const visible = new Map<string, Entity>();
    for (let i = 0; i < refs.length; i += BATCH) {
      const part = refs.slice(i, i + BATCH);
      // Both at once: neither needs the other's answer, only their reader both.
      const [decisions, { items }] = await Promise.all([
        this.permissions.authorize(
          part.map(resourceRef => ({
            permission: traceReadPermission,
            resourceRef,
          })),
          { credentials },
        ),
        this.catalog.getEntitiesByRefs(
          { entityRefs: part, fields },
          { credentials },
        ),
      ]);
      decisions.forEach(({ result }, index) => {
        const entity = items[index];
        if (entity && result === AuthorizeResult.ALLOW) {
          visible.set(stringifyEntityRef(entity), entity);
        }
      });
    }
    return visible;
  }

  /**
   * The entity, for a reader who may see its trace.
   *
   * @throws NotFoundError in the same words whether it does not exist, the
   *   catalog hides it or the policy denies its trace
   */
  async requireEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const visible = await this.visibleEntities([entityRef], credentials);
    const entity = visible.get(entityRef);
    if (!entity) throw new NotFoundError(`No delivery trace for ${entityRef}`);
    return entity;
  }

  /** Whether the reader may see what belongs to no entity. */
  async seesUnowned(credentials: BackstageCredentials): Promise<boolean> {
    const [decision] = await this.permissions.authorize(
      [{ permission: traceUnownedReadPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }
}
