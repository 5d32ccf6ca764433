/** The name of the Backstage error behind a failed request, if it says one. */
function errorName(error: unknown): string | undefined {
  const { name, cause } = error as { name?: string; cause?: Error };
  return name === 'ResponseError' ? cause?.name : name;
}

/** True for what does not exist or may not be seen: the two cannot be told apart. */
export function isNotFound(error: unknown): boolean {
  return errorName(error) === 'NotFoundError';
}

/** True when the reader lacks the permission. */
export function isNotAllowed(error: unknown): boolean {
  return errorName(error) === 'NotAllowedError';
}

/** What a person may read of an error: the backend's own words where it gave some. */
export function errorText(error: unknown): string {
  const { message, name, cause } = error as Error & { cause?: Error };
  return (name === 'ResponseError' && cause?.message) || message;
}
