import { RequestError } from '@octokit/request-error';
import { RequestOptions } from '@octokit/types';

/** GitHub takes the credentials for nobody's: nothing can go on. */
export class CredentialsRefused extends Error {
  constructor(host: string, reason: string) {
    super(
      `GitHub does not take the credentials of integrations.github for ${host}: ${reason}. They were revoked, have expired or are wrong; put others into the configuration`,
    );
    this.name = 'CredentialsRefused';
  }
}

/** There are credentials, but none for this owner. */
export class NotInstalled extends Error {
  constructor(host: string, owner: string) {
    super(
      `The app of integrations.github for ${host} is not installed for ${owner}, or its allowedInstallationOwners leaves ${owner} out`,
    );
    this.name = 'NotInstalled';
  }
}

/** There was no answer to the question for a token; another time may do. */
export class TokenUnreachable extends RequestError {
  constructor(host: string, reason: string, request: RequestOptions) {
    // By its status the retry plugin knows that it may try again.
    super(`${host} cannot be reached for a token: ${reason}`, 503, { request });
  }
}

/** The credentials are good, but may not read this. */
export class PermissionMissing extends Error {
  constructor(
    /** As GitHub names it, e.g. `checks: read`; undefined: it does not say. */
    readonly permission: string | undefined,
    reason: string,
  ) {
    super(
      permission
        ? `GitHub does not allow this (${reason}); it takes the permission ${permission}`
        : `GitHub does not allow this (${reason})`,
    );
    this.name = 'PermissionMissing';
  }
}

/** What is asked for is not there, or not for these credentials. */
export class NotThere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotThere';
  }
}

/** GitHub, or what is before it, gave up: something smaller may pass. */
export class TooMuchAtOnce extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'TooMuchAtOnce';
  }
}

/** `checks=read,contents=read; …` → `checks: read, contents: read` */
function acceptedPermissions(error: RequestError): string | undefined {
  const header = error.response?.headers['x-accepted-github-permissions'];
  if (typeof header !== 'string' || !header) return undefined;
  return header
    .split(';')[0]
    .split(',')
    .map(part => part.trim().replace('=', ': '))
    .join(', ');
}

/** Told by 403, as a missing permission is. */
export function isLimit({
  status,
  message = '',
  response,
}: Partial<RequestError>): boolean {
  return (
    status === 403 &&
    (response?.headers['x-ratelimit-remaining'] === '0' ||
      /\bsecondary rate\b/i.test(message))
  );
}

/**
 * GitHub gives a query up by 502 and 504, but also by 200 and an error, which
 * the retry plugin makes a 500. What has no response got no whole answer, or
 * none in time.
 */
function tooMuch({ response, message }: RequestError, host: string): Error {
  return new TooMuchAtOnce(
    response
      ? `${host} answered ${response.status}: ${message}`
      : `${host} gave no whole answer: ${message}`,
  );
}

/** Puts what the client throws into the words of this module. */
export function failureOf(error: unknown, host: string): unknown {
  if (!(error instanceof RequestError)) return error;
  if (error instanceof TokenUnreachable) return new Error(error.message);
  const { status, message } = error;
  if (isLimit(error)) return new Error(`${host} limits requests: ${message}`);
  switch (status) {
    case 401:
      return new CredentialsRefused(host, message);
    case 403:
      return new PermissionMissing(acceptedPermissions(error), message);
    case 404:
    case 410:
    case 451:
      return new NotThere(message);
    default:
      return status >= 500
        ? tooMuch(error, host)
        : new Error(`${host} answered ${status}: ${message}`);
  }
}
