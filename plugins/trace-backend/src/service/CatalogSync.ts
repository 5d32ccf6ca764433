import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { EntityConfig } from '../graph/attribution';
import { DELIVERED_KINDS, readEntity } from '../graph/readEntity';
import { applyCatalog } from './applyCatalog';

/**
 * Keeps trace's picture of the catalog fresh. The catalog has no feed of
 * changes, so it is read in pages, only the fields that matter; an annotation
 * counts one period after it was edited at the latest.
 */
export class CatalogSync {
  constructor(
    private readonly options: {
      knex: Knex;
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      /** Called when attribution has work to do, for these entities. */
      onChanged: (entityRefs: string[]) => void;
    },
  ) {}

  /** Takes over what became another. */
  async syncOnce(): Promise<void> {
    const { knex, catalog, auth, logger, onChanged } = this.options;
    const entities: EntityConfig[] = [];
    for await (const page of catalog.streamEntities(
      {
        filter: { kind: DELIVERED_KINDS },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
          'spec.type',
          'relations',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    )) {
      entities.push(...page.map(readEntity));
    }
    const changed = await applyCatalog(knex, entities);
    if (changed.length > 0) {
      logger.info(
        `Catalog: ${changed.length} of ${entities.length} entities changed`,
      );
      onChanged(changed);
    }
  }

  /** Syncs on one replica at a time, beginning now. */
  async start(
    scheduler: SchedulerService,
    frequency: HumanDuration,
  ): Promise<void> {
    await scheduler.scheduleTask({
      id: 'trace-catalog-sync',
      frequency,
      timeout: { minutes: 5 },
      fn: () => this.syncOnce(),
    });
  }
}
