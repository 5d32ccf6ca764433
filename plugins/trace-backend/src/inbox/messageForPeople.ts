import { isError, stringifyError } from '@backstage/errors';

const MAX_LENGTH = 500;

/** What went wrong, as it is stored and shown. */
export function messageForPeople(error: unknown): string {
  const message = isError(error) ? error.message : stringifyError(error);
  // PostgreSQL keeps no zero characters.
  return message.replaceAll('\0', '').slice(0, MAX_LENGTH);
}
