import { RepositoryName } from '@throughline/plugin-trace-common';
import { Spoken } from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { SourceScope } from '../config';
import {
  readEntitiesByRef,
  readEntitiesOfRepositories,
} from '../database/graph/operations/entities';
import { eraseFromEntity } from '../erasure/eraseFromFact';
import { MarkFinder } from '../erasure/MarkFinder';
import { readErasedPeople } from '../erasure/operations/marks';
import { entitiesOfDeployment, EntityConfig } from '../graph/attribution';

type SpokenOfRepository = Exclude<Spoken, { of: 'ticket' }>;

/** Names of a repository and a service. */
interface Called {
  repository: RepositoryName;
  service?: string;
}

/** What is spoken of by the names that it gets in facts and in the catalog. */
function asFactsCallIt(
  spoken: SpokenOfRepository,
  finder: MarkFinder | undefined,
): Called {
  const { repository } = spoken;
  const service = spoken.of === 'deployment' ? spoken.service : undefined;
  if (!finder) return { repository, service };
  const erased = eraseFromEntity(
    { repository, paths: [], services: service ? [service] : [] },
    finder,
  );
  return { repository: erased.repository, service: erased.services[0] };
}

function allowsRepository({ repositories }: SourceScope, name: string) {
  return repositories.some(allowed =>
    allowed.endsWith('/*')
      ? name.startsWith(allowed.slice(0, -1))
      : name === allowed,
  );
}

/**
 * The entities of all repositories that are spoken of. Until an erasing gets to
 * them, entities are stored by their old names.
 */
async function readEntitiesAsFactsCallThem(
  tx: Knex.Transaction,
  spoken: Spoken[],
  finder: MarkFinder | undefined,
): Promise<EntityConfig[]> {
  const names = spoken.flatMap(said =>
    said.of === 'ticket'
      ? []
      : [said.repository, asFactsCallIt(said, finder).repository],
  );
  const read = await readEntitiesOfRepositories(tx, new Set(names));
  const entities = [...read.values()].flat();
  return finder
    ? entities.map(entity => eraseFromEntity(entity, finder))
    : entities;
}

/**
 * Refs of the entities it may speak of: what names no service may concern any
 * that share the repository.
 */
function entitiesSpokenOf(
  service: string | undefined,
  sharing: EntityConfig[],
): string[] {
  return service
    ? entitiesOfDeployment(service, sharing)
    : sharing.map(({ ref }) => ref);
}

/** What of a repository is not allowed, where the repository itself may be. */
function nameOfPart(spoken: SpokenOfRepository): string {
  if (spoken.of === 'repository') {
    return `all of ${spoken.repository}, which they share with others`;
  }
  return spoken.service
    ? `the service "${spoken.service}" of ${spoken.repository}`
    : `all of ${spoken.repository}, since it names no service`;
}

function describe({ entities, repositories, projects }: SourceScope): string {
  return [
    ...entities,
    ...repositories,
    ...projects.map(name => `${name}-…`),
  ].join(', ');
}

/**
 * Holds deliveries to the scopes of their sources.
 *
 * What belongs to an entity is decided by what a delivery writes to, never by
 * what it claims of it: whoever names a commit, a tag, a change or the id of a
 * deployment may name one of any entity that shares the repository. So these are
 * allowed only to who may speak of them all.
 */
export class ScopeGuard {
  constructor(private readonly knex: Knex) {}

  /**
   * Why a delivery is not allowed; undefined when it is.
   *
   * @param spoken - all that it speaks of; undefined when nobody can say
   */
  async refusalOf(
    source: string,
    scope: SourceScope,
    spoken: Spoken[] | undefined,
  ): Promise<string | undefined> {
    const because = (field: string, what: string) =>
      `The field "${field}" speaks of ${what}; the source "${source}" may speak of ${describe(
        scope,
      )} only`;
    if (!spoken || spoken.length === 0) {
      return `It cannot be said what this delivery speaks of; the source "${source}" may speak of ${describe(
        scope,
      )} only`;
    }
    const { finder, known, entities } = await this.#look(scope, spoken);
    const prefixes = new Set([
      ...scope.projects,
      ...known.flatMap(({ ticketPrefixes }) => ticketPrefixes),
    ]);
    const own = new Set(scope.entities);

    for (const said of spoken) {
      if (said.of === 'ticket') {
        if (!prefixes.has(said.key.slice(0, said.key.lastIndexOf('-')))) {
          return because(said.field, `the ticket ${said.key}`);
        }
        continue;
      }
      const called = asFactsCallIt(said, finder);
      const names = [said.repository, called.repository];
      if (names.some(name => allowsRepository(scope, name))) continue;
      const sharing = entities.filter(
        ({ repository }) => repository === called.repository,
      );
      if (!sharing.some(({ ref }) => own.has(ref))) {
        return because(
          said.of === 'repository' ? said.field : 'repository',
          said.repository,
        );
      }
      const meant = entitiesSpokenOf(called.service, sharing);
      if (meant.length === 0 || !meant.every(ref => own.has(ref))) {
        return `${because(
          said.field,
          nameOfPart(said),
        )}. For this it needs the repository in its scope`;
      }
    }
    return undefined;
  }

  /** What is known of the entities that matter, all of one moment. */
  async #look(scope: SourceScope, spoken: Spoken[]) {
    return this.knex.transaction(async tx => {
      const finder = await readErasedPeople(tx);
      return {
        finder,
        known: await readEntitiesByRef(tx, scope.entities),
        entities: await readEntitiesAsFactsCallThem(tx, spoken, finder),
      };
    });
  }
}
