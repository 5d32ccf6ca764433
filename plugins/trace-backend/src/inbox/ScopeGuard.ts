import { Spoken } from '@throughline/plugin-trace-node';
import { Knex } from 'knex';
import { SourceScope } from '../config';
import {
  readEntitiesByRef,
  readEntitiesOfRepositories,
} from '../database/graph/operations/entities';
import {
  entitiesOfDeployment,
  entitiesOfPaths,
  EntityConfig,
} from '../graph/attribution';

type SpokenOfRepository = Exclude<Spoken, { of: 'ticket' }>;

function allowsRepository({ repositories }: SourceScope, name: string) {
  return repositories.some(allowed =>
    allowed.endsWith('/*')
      ? name.startsWith(allowed.slice(0, -1))
      : name === allowed,
  );
}

/** Refs of the entities it certainly speaks of; undefined: any may be meant. */
function entitiesSpokenOf(
  spoken: SpokenOfRepository,
  entities: EntityConfig[],
): string[] | undefined {
  switch (spoken.of) {
    case 'deployment':
      return entitiesOfDeployment(spoken.service, entities);
    case 'paths':
      // What touches nothing is attributed like what does not say.
      return spoken.paths.length > 0
        ? entitiesOfPaths(spoken.paths, entities)
        : undefined;
    default:
      return undefined;
  }
}

/** What of a repository is not allowed, where the repository itself may be. */
function nameOfPart(spoken: SpokenOfRepository): string {
  switch (spoken.of) {
    case 'deployment':
      return spoken.service === undefined
        ? `all of ${spoken.repository}, since it names no service`
        : `the service "${spoken.service}" of ${spoken.repository}`;
    case 'paths':
      return `paths of ${spoken.repository} that are not only theirs`;
    default:
      return `all of ${spoken.repository}, which they share with others`;
  }
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
 * What belongs to an entity is decided as attribution will decide it, but never
 * in doubt: where entities share a repository, what may be any of theirs (a
 * change, a test report, a tag) is allowed only to who may speak of them all.
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
        const meant =
          entitiesSpokenOf(said, sharing) ?? sharing.map(({ ref }) => ref);
        if (meant.length === 0 || !meant.every(ref => own.has(ref))) {
          return because(said.field, nameOfPart(said));
        }
      }
    }
    return undefined;
  }
}
