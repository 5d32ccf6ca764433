import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { decideOnEntities } from '@throughline/backend-kit';
import {
  traceReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEntitiesByRef } from '../database/graph/operations/entities';
import { EntityConfig } from '../graph/attribution';
import { readEntity } from '../graph/readEntity';

/**
 * What a reader may see: entities that the catalog shows them and whose trace
 * the policy lets them read. Decided anew for each request; never cached.
 */
export class Visibility {
  constructor(
    private readonly services: {
      knex: Knex;
      permissions: PermissionsService;
      catalog: CatalogService;
    },
  ) {}

  /** Those of the entities whose trace the reader may see. */
  async visibleEntities(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const refs = [...new Set(entityRefs)];
    return refs.length === 0
      ? new Set()
      : this.#visible(refs, this.#known(refs), credentials);
  }

  /**
   * What trace knows of an entity, for a reader who may see its trace.
   *
   * @throws NotFoundError in the same words whether it does not exist, the
   *   catalog hides it or the policy denies its trace
   */
  async requireEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityConfig> {
    const known = this.#known([entityRef]);
    const visible = await this.#visible([entityRef], known, credentials);
    const config = visible.has(entityRef)
      ? (await known).get(entityRef) ??
        (await this.#lookUp(entityRef, credentials))
      : undefined;
    if (!config) throw new NotFoundError(`No delivery trace for ${entityRef}`);
    return config;
  }

  /** Whether the reader may see what belongs to no entity. */
  async seesUnowned(credentials: BackstageCredentials): Promise<boolean> {
    const [decision] = await this.services.permissions.authorize(
      [{ permission: traceUnownedReadPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #visible(
    refs: string[],
    known: Promise<Map<string, EntityConfig>>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const permission = traceReadPermission;
    const decisions = await decideOnEntities(
      this.services,
      {
        entityRefs: refs,
        reads: refs.map(entityRef => ({ entityRef, permission })),
        known,
      },
      credentials,
    );
    return new Set(refs.filter(ref => decisions.allows(ref, permission)));
  }

  async #known(refs: string[]): Promise<Map<string, EntityConfig>> {
    const configs = await readEntitiesByRef(this.services.knex, refs);
    return new Map(configs.map(config => [config.ref, config]));
  }

  /** An entity that is new, or of a kind that nothing is delivered for. */
  async #lookUp(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityConfig | undefined> {
    const entity = await this.services.catalog.getEntityByRef(entityRef, {
      credentials,
    });
    return entity && readEntity(entity);
  }
}
