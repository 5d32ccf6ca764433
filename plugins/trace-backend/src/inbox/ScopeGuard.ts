import { Spoken } from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { SourceScope } from '../config';
import {
  readEntitiesByRef,
  readEntitiesOfRepositories,
} from '../database/graph/operations/entities';
import { entitiesOfDeployment, EntityConfig } from '../graph/attribution';

type SpokenOfRepository = Exclude<Spoken, { of: 'ticket' }>;

function allowsRepository({ repositories }: SourceScope, name: string) {
  return repositories.some(allowed =>
    allowed.endsWith('/*')
      ? name.startsWith(allowed.slice(0, -1))
      : name === allowed,
  );
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
    const known = await readEntitiesByRef(this.knex, scope.entities);
    const entities = await readEntitiesOfRepositories(
      this.knex,
      new Set(
        spoken.flatMap(said => (said.of === 'ticket' ? [] : said.repository)),
      ),
    );
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
      } else if (!allowsRepository(scope, said.repository)) {
        const sharing = entities.get(said.repository) ?? [];
        if (!sharing.some(({ ref }) => own.has(ref))) {
          return because(
            said.of === 'repository' ? said.field : 'repository',
            said.repository,
          );
        }
        const meant = entitiesSpokenOf(
          said.of === 'deployment' ? said.service : undefined,
          sharing,
        );
        if (meant.length === 0 || !meant.every(ref => own.has(ref))) {
          return `${because(
            said.field,
            nameOfPart(said),
          )}. For this it needs the repository in its scope`;
        }
      }
    }
    return undefined;
  }
}
