import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Request } from 'express';

/** What a router needs to know who asks and what they may do. */
export interface Authorisation {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/**
 * Lets only those through who have a permission.
 *
 * @throws AuthenticationError for a request without credentials
 * @throws NotAllowedError without the permission
 */
export async function requirePermission(
  { httpAuth, permissions }: Authorisation,
  request: Request,
  permission: BasicPermission,
): Promise<void> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`This needs the permission ${permission.name}`);
  }
}
