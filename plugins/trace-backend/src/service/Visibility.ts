import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import { decideOnEntities } from '@throughline/backend-kit';
import {
  traceLinkPermission,
  traceReadPermission,
  traceRestrictedReadPermission,
  traceUnownedReadPermission,
} from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import { readEntitiesByRef } from '../database/graph/operations/entities';
import { EntityConfig } from '../graph/attribution';
import { readEntity } from '../graph/readEntity';

/** What a reader may see of some entities. */
export interface VisibleEntities {
  /** Those whose trace they may see. */
  visible: ReadonlySet<string>;
  /** Those of them of which they may see what is restricted, too. */
  restricted: ReadonlySet<string>;
}

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

  /** Which of the entities' traces the reader may see, and how much of them. */
  async visibleEntities(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<VisibleEntities> {
    const refs = [...new Set(entityRefs)];
    return refs.length === 0
      ? { visible: new Set(), restricted: new Set() }
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
  ): Promise<{ config: EntityConfig; seesRestricted: boolean }> {
    const known = this.#known([entityRef]);
    const { visible, restricted } = await this.#visible(
      [entityRef],
      known,
      credentials,
    );
    const config = visible.has(entityRef)
      ? (await known).get(entityRef) ??
        (await this.#lookUp(entityRef, credentials))
      : undefined;
    if (!config) throw new NotFoundError(`No delivery trace for ${entityRef}`);
    return { config, seesRestricted: restricted.has(entityRef) };
  }

  /**
   * Whether the reader may decide about links of an entity that they were found
   * to see.
   */
  async mayLink(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const decisions = await decideOnEntities(
      this.services,
      {
        entityRefs: [entityRef],
        reads: [{ entityRef, permission: traceLinkPermission }],
        known: this.#known([entityRef]),
      },
      credentials,
    );
    return decisions.allows(entityRef, traceLinkPermission);
  }

  /** On which of the entities a permission is given to the reader. */
  async may(
    permission: Permission,
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<ReadonlySet<string>> {
    const refs = [...new Set(entityRefs)];
    const decisions = await decideOnEntities(
      this.services,
      {
        entityRefs: refs,
        reads: refs.map(entityRef => ({ entityRef, permission })),
        known: this.#known(refs),
      },
      credentials,
    );
    return new Set(refs.filter(ref => decisions.allows(ref, permission)));
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
  ): Promise<VisibleEntities> {
    const decisions = await decideOnEntities(
      this.services,
      {
        entityRefs: refs,
        reads: refs.flatMap(entityRef => [
          { entityRef, permission: traceReadPermission },
          { entityRef, permission: traceRestrictedReadPermission },
        ]),
        known,
      },
      credentials,
    );
    const visible = refs.filter(ref =>
      decisions.allows(ref, traceReadPermission),
    );
    return {
      visible: new Set(visible),
      restricted: new Set(
        visible.filter(ref =>
          decisions.allows(ref, traceRestrictedReadPermission),
        ),
      ),
    };
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
