import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ReadingConfig } from './types';

/** Makes the check of who may read at all: one for routes and actions. */
export type RequireReader = (credentials: BackstageCredentials) => void;

/**
 * Lets only those read for whom permissions are decided.
 *
 * The framework allows a service without access restrictions everything and
 * asks no policy, so it would be shown what no user may see. Tokens by which
 * plugins call each other are such services, and so is an external token that
 * comes through another plugin, for example the one that serves agents.
 *
 * The check throws a NotAllowedError that says what to do about it.
 */
export function createRequireReader(
  auth: AuthService,
  { agents }: Pick<ReadingConfig, 'agents'>,
): RequireReader {
  return credentials => {
    if (auth.isPrincipal(credentials, 'user')) return;
    if (
      auth.isPrincipal(credentials, 'service') &&
      (credentials.principal.accessRestrictions ||
        agents.allowUnrestrictedServices)
    ) {
      return;
    }
    throw new NotAllowedError(
      'Services without access restrictions cannot read context, since no permission is asked for them: use the token of a user, give the external token accessRestrictions for the plugins context and catalog and call the context plugin directly, or set context.agents.allowUnrestrictedServices',
    );
  };
}
