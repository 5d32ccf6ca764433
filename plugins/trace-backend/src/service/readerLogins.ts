import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_GITHUB_USER_LOGIN,
  ANNOTATION_GITLAB_USER_LOGIN,
  RepositoryName,
} from '@throughline/plugin-trace-common';

const FORGES = [
  { name: 'github', annotation: ANNOTATION_GITHUB_USER_LOGIN },
  { name: 'gitlab', annotation: ANNOTATION_GITLAB_USER_LOGIN },
];

/**
 * The reader's own logins on the forge of a repository, lower case, from the
 * annotations of their catalog user. Empty for services, and for users that
 * name none.
 *
 * The same login may be somebody else's on another forge. Where the host does
 * not tell which forge it is, all of the reader's logins count.
 */
export async function readerLogins(
  credentials: BackstageCredentials,
  repository: RepositoryName | undefined,
  services: { auth: AuthService; catalog: CatalogService },
): Promise<string[]> {
  const { auth, catalog } = services;
  if (!auth.isPrincipal(credentials, 'user')) return [];
  const user = await catalog.getEntityByRef(
    credentials.principal.userEntityRef,
    // Whether somebody is allowed to see their own user entity says nothing
    // about which changes are theirs.
    { credentials: await auth.getOwnServiceCredentials() },
  );
  const annotations = user?.metadata.annotations ?? {};
  const host = repository?.split('/', 1)[0] ?? '';
  const named = FORGES.filter(({ name }) => host.includes(name));
  return (named.length > 0 ? named : FORGES).flatMap(
    ({ annotation }) => annotations[annotation]?.toLowerCase() || [],
  );
}
