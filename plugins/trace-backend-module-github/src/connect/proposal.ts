import {
  ANNOTATION_GITHUB_PROJECT_SLUG,
  ANNOTATION_PATHS,
  ANNOTATION_SERVICE,
  ANNOTATION_TICKET_KEYS,
} from '@throughline/plugin-trace-common';
import { Document } from 'yaml';

const MAX_NAME = 63;
const MAX_DESCRIPTION = 200;

/**
 * A name that the catalog takes, from a repository's: letters, digits, `-`, `_`
 * and `.`, none of the last three at either end, at most 63 characters.
 */
export function entityName(repositoryName: string): string {
  const name = repositoryName
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^a-z0-9]+/i, '')
    .slice(0, MAX_NAME)
    .replace(/[^a-z0-9]+$/i, '');
  return name || 'repository';
}

/**
 * The text of a catalog file for a repository that no entity names.
 *
 * A project slug names no host: where the host's name does not say that it is
 * GitHub, the place the file is registered from tells the repository.
 */
export function catalogProposal(repository: {
  host: string;
  /** `owner/name` */
  slug: string;
  description?: string;
}): string {
  const { host, slug, description } = repository;
  const name = entityName(slug.split('/').at(-1) ?? '');
  const document = new Document({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(description && {
        description: description
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, MAX_DESCRIPTION),
      }),
      ...(host.includes('github') && {
        annotations: { [ANNOTATION_GITHUB_PROJECT_SLUG]: slug },
      }),
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'unknown' },
  });
  document.commentBefore = ` Commit it as catalog-info.yaml in ${slug}, then register its address.`;
  document.comment = [
    ' owner: the group that looks after it, as the catalog names it.',
    ' More annotations, where they are needed:',
    `   ${ANNOTATION_PATHS}: services/${name}/   when several entities share the repository`,
    `   ${ANNOTATION_TICKET_KEYS}: ABC   when its tickets are in a tracker`,
    `   ${ANNOTATION_SERVICE}: ${name}-live   when deployments call it something else`,
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}
