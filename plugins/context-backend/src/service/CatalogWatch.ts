import { AuthService, SchedulerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { HumanDuration } from '@backstage/types';
import { inParts } from '@throughline/backend-kit';
import { Knex } from 'knex';
import {
  deleteEntities,
  readEtags,
  readRefsAfter,
  SeenEntity,
  writeEntities,
} from '../database/operations/entities';
import { lockHead } from '../database/operations/head';
import { markDue } from '../database/operations/markDue';
import {
  gone,
  readHeld,
  Revision,
  writeRevisions,
} from '../database/operations/sections';
import { entityTitle, TITLE_FIELDS } from '../entityTitle';

/** Entities read, and changed in one transaction. */
const PAGE = 500;

const FIELDS = ['metadata.etag', ...TITLE_FIELDS];

const toSeen = (entity: Entity): SeenEntity => ({
  entityRef: stringifyEntityRef(entity),
  etag: entity.metadata.etag ?? '',
  title: entityTitle(entity),
});

/**
 * Follows which entities there are. The catalog has no feed of changes, so its
 * etags are read: all plugins are asked about an entity that is new or another,
 * since what they know may hang on its annotations and relations.
 */
export class CatalogWatch {
  constructor(
    private readonly options: {
      knex: Knex;
      catalog: CatalogService;
      auth: AuthService;
      pluginIds: string[];
      /** Called when there is something to ask all plugins. */
      wake: () => void;
      /** Called after revisions were committed. */
      onRevisions?: (revisions: Revision[]) => void;
    },
  ) {}

  /** Looks on one replica at a time, beginning now. */
  async start(
    scheduler: SchedulerService,
    frequency: HumanDuration,
  ): Promise<void> {
    await scheduler.scheduleTask({
      id: 'context-catalog-watch',
      frequency,
      // Also how long a replica that was killed keeps the others from looking.
      timeout: { minutes: 2 },
      fn: async signal => {
        await this.lookOnce(signal);
      },
    });
  }

  /** @returns how many entities are new, changed or gone */
  async lookOnce(signal?: AbortSignal): Promise<number> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const seen = new Set<string>();
    let count = 0;
    for await (const page of catalog.streamEntities(
      { fields: FIELDS, pageSize: PAGE },
      { credentials },
    )) {
      // What was not read to its end says nothing about what is gone.
      if (signal?.aborted) return count;
      const entities = page.map(toSeen);
      entities.forEach(({ entityRef }) => seen.add(entityRef));
      count += await this.#takeOver(entities);
    }
    return count + (await this.#forget(seen));
  }

  async #takeOver(entities: SeenEntity[]): Promise<number> {
    const { knex, pluginIds, wake } = this.options;
    const known = await readEtags(
      knex,
      entities.map(({ entityRef }) => entityRef),
    );
    const refsOf = (some: SeenEntity[]) =>
      some.map(({ entityRef }) => entityRef);
    const added = entities.filter(({ entityRef }) => !known.has(entityRef));
    const changed = entities.filter(
      ({ entityRef, etag }) => (known.get(entityRef) ?? etag) !== etag,
    );
    if (added.length + changed.length === 0) return 0;

    await knex.transaction(async tx => {
      await lockHead(tx);
      const now = new Date();
      await writeEntities(tx, [...added, ...changed], now);
      const marks = { pluginIds, now };
      await markDue(tx, { ...marks, entityRefs: refsOf(changed) });
      await markDue(tx, {
        ...marks,
        entityRefs: refsOf(added),
        neverAsked: true,
      });
    });
    wake();
    return added.length + changed.length;
  }

  /** Ends what is kept of entities that are gone; their history stays. */
  async #forget(seen: Set<string>): Promise<number> {
    const { knex, onRevisions } = this.options;
    const missing: string[] = [];
    let page = await readRefsAfter(knex, '', PAGE);
    while (page.length > 0) {
      missing.push(...page.filter(entityRef => !seen.has(entityRef)));
      page = await readRefsAfter(knex, page.at(-1)!, PAGE);
    }
    let count = 0;
    for (const part of inParts(missing, PAGE)) {
      const absent = await this.#confirmAbsent(part);
      const revisions = await knex.transaction(async tx => {
        await lockHead(tx);
        const now = new Date();
        await deleteEntities(tx, absent);
        const held = await readHeld(tx, absent);
        const there = held.filter(({ hash }) => hash !== '');
        return writeRevisions(
          tx,
          there.map(section => gone(section, now)),
          now,
        );
      });
      if (revisions.length > 0) onRevisions?.(revisions);
      count += absent.length;
    }
    return count;
  }

  /**
   * Asks for them by name: while the catalog is read in pages, an entity can
   * move from one that is still to come to one that was read.
   */
  async #confirmAbsent(entityRefs: string[]): Promise<string[]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return entityRefs.filter((_, index) => !items[index]);
  }
}
