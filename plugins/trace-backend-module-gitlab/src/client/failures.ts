/** GitLab takes the credentials for nobody's: nothing can go on. */
export class CredentialsRefused extends Error {
  constructor(host: string, reason: string) {
    super(
      `GitLab does not take the token of integrations.gitlab for ${host}: ${reason}. It was revoked, has expired or is wrong; put another one into the configuration`,
    );
    this.name = 'CredentialsRefused';
  }
}

/** The token is good, but may not read this. */
export class PermissionMissing extends Error {
  constructor(reason: string) {
    super(`GitLab does not allow this: ${reason}`);
    this.name = 'PermissionMissing';
  }
}

/** What is asked for is not there, or not for this token. */
export class NotThere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotThere';
  }
}

/** GitLab, or what is before it, has a bad time: another try may do. */
export class Unreachable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unreachable';
  }
}

const MAX_REASON = 200;

/** What a refusal says for people; GitLab calls it by one of three names. */
function reasonIn(body: string, status: number): string {
  let said: unknown;
  try {
    const value = JSON.parse(body) as Record<string, unknown> | null;
    said = value?.error_description ?? value?.message ?? value?.error;
  } catch {
    // A page for people, of something in between.
  }
  return typeof said === 'string' && said
    ? said.slice(0, MAX_REASON)
    : `answer ${status}`;
}

/** What an answer other than a good one means. */
export function failureOf(status: number, body: string, host: string): Error {
  const reason = reasonIn(body, status);
  switch (status) {
    case 401:
      return new CredentialsRefused(host, reason);
    case 403:
      return new PermissionMissing(reason);
    case 404:
    case 410:
      return new NotThere(reason);
    default:
      return status >= 500
        ? new Unreachable(`${host} answered ${status}: ${reason}`)
        : new Error(`${host} answered ${status}: ${reason}`);
  }
}
