/** An error as GitHub's GraphQL API reports one, with a type. */
export class GithubError extends Error {
  constructor(readonly type: string, message: string) {
    super(message);
  }
}

/** As for somebody whose token lacks the permission. */
export function forbidden(): GithubError {
  return new GithubError('FORBIDDEN', 'Resource not accessible by integration');
}

/** As for what does not exist, or not for the one who asks. */
export function notFound(what: string): GithubError {
  return new GithubError('NOT_FOUND', `Could not resolve to ${what}.`);
}
