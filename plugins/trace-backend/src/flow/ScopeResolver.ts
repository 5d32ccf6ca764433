import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { FlowScope } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  readEntities,
  readEntitiesByRef,
} from '../database/graph/operations/entities';
import { Visibility } from '../service/Visibility';

/** The entities of a scope that the reader may see. */
export interface ResolvedScope {
  scope: FlowScope;
  refs: ReadonlySet<string>;
  /** Those of them of which the reader may see what is restricted. */
  restricted: ReadonlySet<string>;
}

/** By kind of entity: what it stands for, and by which relations. */
const KINDS: Record<
  string,
  {
    kind: FlowScope['kind'];
    /** Relations to what is inside it and is looked into as well. */
    into: string[];
    /** Relations to what belongs to it. */
    holds: string[];
  }
> = {
  system: { kind: 'system', into: [], holds: [RELATION_HAS_PART] },
  domain: {
    kind: 'domain',
    into: [RELATION_HAS_PART],
    holds: [RELATION_HAS_PART],
  },
  group: {
    kind: 'team',
    into: [RELATION_PARENT_OF],
    holds: [RELATION_OWNER_OF],
  },
};

/** Kinds that are looked into, inside of another. */
const INSIDE = new Set(['system', 'domain', 'group']);
/** How deep teams and domains are followed; no organisation has more levels. */
const MAX_DEPTH = 10;
const REFS_PER_REQUEST = 500;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'relations',
] as const;

const kindOf = (ref: string) => parseEntityRef(ref).kind.toLowerCase();

const targets = (entity: Entity, types: string[]) =>
  (entity.relations ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ targetRef }) => targetRef);

/**
 * Finds out what a reader asks about: which entities are in a system, a domain
 * or a team, as the catalog shows it to that reader, and which of them the
 * reader may see the trace of. Nothing is kept between requests.
 */
export class ScopeResolver {
  constructor(
    private readonly services: {
      knex: Knex;
      catalog: CatalogService;
      visibility: Visibility;
    },
  ) {}

  /**
   * @param ref - undefined: all there is
   * @throws NotFoundError in the same words whether it does not exist, the
   *   catalog hides it or the policy denies its trace
   */
  async resolve(
    ref: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<ResolvedScope> {
    const { knex, visibility } = this.services;
    const of = ref === undefined ? undefined : KINDS[kindOf(ref)];
    const candidates = await this.#candidates(ref, credentials);
    const configs = candidates
      ? await readEntitiesByRef(knex, [...candidates])
      : await readEntities(knex);
    // What has no repository has nothing to tell, such as most systems.
    const known = configs
      .filter(({ repository }) => repository)
      .map(one => one.ref);
    const { visible, restricted } = await visibility.visibleEntities(
      ref !== undefined && !of ? [ref] : known,
      credentials,
    );
    if (ref !== undefined && !of && !visible.has(ref)) {
      throw new NotFoundError(`No delivery trace for ${ref}`);
    }
    return {
      scope: {
        kind: of?.kind ?? (ref === undefined ? 'organisation' : 'entity'),
        ...(ref !== undefined && { ref }),
        entities: visible.size,
      },
      refs: visible,
      restricted,
    };
  }

  /** Owners of entities, as the catalog shows them to the reader. */
  async ownersOf(
    refs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const wanted = [...refs];
    const entities = await this.#read(wanted, credentials);
    return new Map(
      entities.flatMap((entity, index) => {
        const owner = entity && targets(entity, [RELATION_OWNED_BY])[0];
        return owner && kindOf(owner) === 'group'
          ? [[wanted[index], owner]]
          : [];
      }),
    );
  }

  /** What may be in the scope; undefined: anything. */
  async #candidates(
    ref: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<Set<string> | undefined> {
    if (ref === undefined) return undefined;
    const found = new Set([ref]);
    let level = KINDS[kindOf(ref)] ? [ref] : [];
    const looked = new Set(level);
    for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
      const entities = await this.#read(level, credentials);
      if (depth === 0 && !entities[0]) {
        throw new NotFoundError(`No delivery trace for ${ref}`);
      }
      const next = new Set<string>();
      for (const entity of entities) {
        if (!entity) continue;
        const { into, holds } = KINDS[entity.kind.toLowerCase()];
        targets(entity, holds).forEach(target => found.add(target));
        targets(entity, into)
          .filter(target => INSIDE.has(kindOf(target)) && !looked.has(target))
          .forEach(target => next.add(target));
      }
      level = [...next];
      level.forEach(target => looked.add(target));
    }
    return found;
  }

  async #read(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Array<Entity | undefined>> {
    const entities: Array<Entity | undefined> = [];
    for (let at = 0; at < refs.length; at += REFS_PER_REQUEST) {
      const { items } = await this.services.catalog.getEntitiesByRefs(
        {
          entityRefs: refs.slice(at, at + REFS_PER_REQUEST),
          fields: [...FIELDS],
        },
        { credentials },
      );
      entities.push(...items);
    }
    return entities;
  }
}
