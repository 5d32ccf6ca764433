import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_GITHUB_PROJECT_SLUG,
  ANNOTATION_GITLAB_PROJECT_SLUG,
  ANNOTATION_JIRA_PROJECT_KEY,
  ANNOTATION_PAGERDUTY_SERVICE_ID,
  ANNOTATION_PATHS,
  ANNOTATION_SERVICE,
  ANNOTATION_TICKET_KEYS,
  parseRepositoryName,
  RepositoryName,
} from '@throughline/plugin-trace-common';
import parseGitUrl from 'git-url-parse';
import { EntityConfig } from './attribution';

/** Kinds of entity that code is delivered for. */
export const DELIVERED_KINDS = ['component', 'api', 'resource', 'system'];

function list(annotation: string | undefined): string[] {
  return (annotation ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

/** A glob from the repository's root, also from the ways CODEOWNERS writes one. */
function asGlob(path: string): string {
  const relative = path.replace(/^\.?\/+/, '');
  return relative.endsWith('/') ? `${relative}**` : relative;
}

/** Repository and folder of a `url:` source location; others name none. */
function sourceLocation(
  entity: Entity,
): { repository: RepositoryName; folder: string; host: string } | undefined {
  const location =
    entity.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ?? '';
  if (!location.startsWith('url:')) return undefined;
  try {
    const url = parseGitUrl(location.slice('url:'.length));
    const repository = parseRepositoryName(`${url.resource}/${url.full_name}`);
    const folder = (url.filepath ?? '').replace(/^\/+|\/+$/g, '');
    return repository ? { repository, folder, host: url.resource } : undefined;
  } catch {
    // Not every location is in a repository that this library knows.
    return undefined;
  }
}

/** What systems for incidents call the entity, by their own annotations. */
function incidentServices(annotations: Record<string, string>) {
  const ids = list(annotations[ANNOTATION_PAGERDUTY_SERVICE_ID]).map(id =>
    `pagerduty:${id}`.toLowerCase(),
  );
  return ids.length > 0 ? { incidentServices: ids } : {};
}

/** Whether the entity is built into others, and which ones it is built with. */
function libraries({ kind, spec, relations = [] }: Entity) {
  const isLibrary = kind === 'Component' && spec?.type === 'library';
  const refs = relations
    .filter(({ type }) => type === RELATION_DEPENDS_ON)
    .map(({ targetRef }) => targetRef)
    .filter(ref => ref.startsWith('component:'));
  return {
    ...(isLibrary && { library: true as const }),
    ...(refs.length > 0 && { dependsOn: [...new Set(refs)].sort() }),
  };
}

/**
 * What attribution needs to know of a catalog entity, from its annotations,
 * its type and its relations.
 *
 * The repository: a project slug, else the source location. Where it claims no
 * paths of its own, the folder it is described in counts as its own.
 */
export function readEntity(entity: Entity): EntityConfig {
  const annotations = entity.metadata.annotations ?? {};
  const source = sourceLocation(entity);
  const onForge = (slug: string | undefined, host: string) =>
    slug ? parseRepositoryName(`${host}/${slug}`) : undefined;
  // A slug carries no host; a source location on the same forge does.
  const forge = (name: string) =>
    source?.host.includes(name) ? source.host : `${name}.com`;
  const repository =
    onForge(annotations[ANNOTATION_GITHUB_PROJECT_SLUG], forge('github')) ??
    onForge(annotations[ANNOTATION_GITLAB_PROJECT_SLUG], forge('gitlab')) ??
    source?.repository;
  const claimed = list(annotations[ANNOTATION_PATHS]).map(asGlob);
  const described =
    source?.folder && source.repository === repository
      ? [`${source.folder}/**`]
      : [];
  return {
    ref: stringifyEntityRef(entity),
    repository,
    paths: claimed.length > 0 ? claimed : described,
    ticketPrefixes: [
      ...list(annotations[ANNOTATION_TICKET_KEYS]),
      ...list(annotations[ANNOTATION_JIRA_PROJECT_KEY]),
    ].map(prefix => prefix.toUpperCase()),
    services: (annotations[ANNOTATION_SERVICE]
      ? list(annotations[ANNOTATION_SERVICE])
      : [entity.metadata.name]
    ).map(name => name.toLowerCase()),
    ...incidentServices(annotations),
    ...libraries(entity),
  };
}
