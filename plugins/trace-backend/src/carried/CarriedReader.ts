import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Chain, DeployedChange } from '@throughline/plugin-trace-common';
import { Knex } from 'knex';
import {
  MAX_CARRIED_READ,
  readCarriedChanges,
} from '../database/graph/operations/carried';
import { readChainsOfChanges } from '../database/graph/operations/chains';
import { Direction } from '../database/graph/operations/deployments';
import {
  readEntitiesByRef,
  readEntitiesOfRepositories,
} from '../database/graph/operations/entities';
import { EntityConfig } from '../graph/attribution';
import { Rollout } from '../graph/environments';
import { carriersOf, librariesOf } from '../graph/libraries';
import { redactCompanion } from '../restriction/redact';
import { Visibility } from '../service/Visibility';
import { Place, readPlaces } from './readPlaces';

/** The libraries an entity is built with, as a reader may see them. */
export interface Libraries {
  all: string[];
  visible: ReadonlySet<string>;
  /** Those of which they may see what is restricted, too. */
  restricted: ReadonlySet<string>;
}

/** Changes of libraries that went one way with a deployment. */
interface Carried {
  changes: DeployedChange[];
  hidden: number;
  truncated: boolean;
}

/** A change in an entity that is built with the library it belongs to. */
export interface CarriedChain {
  entityRef: string;
  chain: Chain;
}

/** A library's change as another entity has it. */
function asCarried(chain: Chain, place: Place, via: string[]): Chain {
  return {
    ...chain,
    ...place,
    // That nobody deploys the library is what libraries are like.
    incomplete: chain.incomplete.filter(reason => reason !== 'no-deployment'),
    via: [...via].sort(),
  };
}

/**
 * Reads what entities carry: changes of libraries of the same repository that
 * they are built with. Nothing of it is stored. Which libraries those are is
 * what the catalog says now.
 */
export class CarriedReader {
  constructor(
    private readonly knex: Knex,
    private readonly visibility: Visibility,
  ) {}

  /** Libraries that an entity is built with. */
  async libraries(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Libraries> {
    const [own] = await readEntitiesByRef(this.knex, [entityRef]);
    const all = own ? librariesOf(entityRef, await this.#beside(own)) : [];
    const seen = await this.visibility.visibleEntities(all, credentials);
    return { all, ...seen };
  }

  /**
   * What a rollout brought or took out of libraries.
   *
   * @param limit - changes that are told at the most; may be 0
   */
  async moved(
    rollout: Rollout,
    direction: Direction,
    libraries: Libraries,
    limit: number,
  ): Promise<Carried> {
    const { all, visible, restricted } = libraries;
    if (all.length === 0) return { changes: [], hidden: 0, truncated: false };
    const rows = await readCarriedChanges(this.knex, rollout, direction, all);
    const via = new Map<string, string[]>();
    for (const { change, library } of rows) {
      via.set(change, [...(via.get(change) ?? []), library]);
    }
    const isVisible = (library: string) => visible.has(library);
    const seen = [...via.keys()].filter(key => via.get(key)!.some(isVisible));
    const told = seen.slice(0, limit);
    const chains = new Map(
      (await readChainsOfChanges(this.knex, told)).map(({ chain }) => [
        chain.id,
        chain,
      ]),
    );
    return {
      changes: told.flatMap(key => {
        const chain = chains.get(key);
        if (!chain) return [];
        const { id, title, number, url } = chain;
        const shown = via.get(key)!.filter(isVisible);
        const change = {
          id,
          title,
          number,
          url,
          restricted: chain.restricted,
          via: shown,
        };
        const reads = shown.some(library => restricted.has(library));
        return [reads ? change : redactCompanion(change)];
      }),
      hidden: via.size - seen.length,
      truncated: seen.length > limit || rows.length === MAX_CARRIED_READ,
    };
  }

  /**
   * A change of a library as the entity has it, for a reader who may see both.
   *
   * @param entityRef - one the reader was found to see
   * @returns with the library that knows its tickets, and whether the reader
   *   may see what of it is restricted
   */
  async chain(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<{ chain: Chain; owner: string; reads: boolean } | undefined> {
    const libraries = await this.libraries(entityRef, credentials);
    const { visible, restricted } = libraries;
    if (visible.size === 0) return undefined;
    const owned = (await readChainsOfChanges(this.knex, [id])).filter(one =>
      visible.has(one.entityRef),
    );
    if (owned.length === 0) return undefined;
    const refs = owned.map(one => one.entityRef);
    const places = await readPlaces(this.knex, [id], [entityRef]);
    const place = places.get(id)?.get(entityRef);
    if (!place) return undefined;
    const [{ entityRef: owner, chain }] = owned;
    const reads = refs.some(ref => restricted.has(ref));
    return { chain: asCarried(chain, place, refs), owner, reads };
  }

  /**
   * The same changes in the entities that carry them and that the reader may
   * see.
   *
   * @param owned - chains of entities that the reader was found to see
   */
  async carriedBy(
    owned: CarriedChain[],
    credentials: BackstageCredentials,
  ): Promise<CarriedChain[]> {
    const beside = await readEntitiesOfRepositories(
      this.knex,
      new Set(owned.map(({ chain }) => chain.repository)),
    );
    const carriers = new Map(
      owned.map(({ entityRef, chain }) => [
        entityRef,
        carriersOf(entityRef, beside.get(chain.repository) ?? []),
      ]),
    );
    const { visible } = await this.visibility.visibleEntities(
      [...carriers.values()].flat(),
      credentials,
    );
    const places = await readPlaces(
      this.knex,
      owned
        .filter(({ entityRef }) => carriers.get(entityRef)!.length > 0)
        .map(({ chain }) => chain.id),
      [...visible],
    );
    const owns = new Set(
      owned.map(({ entityRef, chain }) => `${entityRef}\n${chain.id}`),
    );
    const found = new Map<string, CarriedChain>();
    for (const { entityRef: library, chain } of owned) {
      for (const entityRef of carriers.get(library)!) {
        const identity = `${entityRef}\n${chain.id}`;
        const place = places.get(chain.id)?.get(entityRef);
        if (!visible.has(entityRef) || !place || owns.has(identity)) continue;
        const via = [...(found.get(identity)?.chain.via ?? []), library];
        found.set(identity, {
          entityRef,
          chain: asCarried(chain, place, via),
        });
      }
    }
    return [...found.values()];
  }

  async #beside({ repository }: EntityConfig): Promise<EntityConfig[]> {
    if (!repository) return [];
    const entities = await readEntitiesOfRepositories(this.knex, [repository]);
    return entities.get(repository) ?? [];
  }
}
