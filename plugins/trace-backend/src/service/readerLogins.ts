import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_GITHUB_USER_LOGIN,
  ANNOTATION_GITLAB_USER_LOGIN,
} from '@throughline/plugin-trace-common';

/**
 * The reader's own forge logins, lower case, from the annotations of their
 * catalog user. Empty for services, and for users that name none.
 */
export async function readerLogins(
  credentials: BackstageCredentials,
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
  return [
    annotations[ANNOTATION_GITHUB_USER_LOGIN],
    annotations[ANNOTATION_GITLAB_USER_LOGIN],
  ].flatMap(login => (login ? [login.toLowerCase()] : []));
}
