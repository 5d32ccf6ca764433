import { toInstant } from '@throughline/plugin-trace-common';
import { createHash } from 'node:crypto';

/** What of a commit survives a rebase. */
export interface FingerprintInput {
  authorName: string;
  /** When it was written, as any text or number that `Date` reads. */
  authoredAt: string;
  /** The full message. */
  message: string;
}

/**
 * Equal for a commit and its rebased copy, and equal for the same commit from
 * a clone and from a forge's push event.
 *
 * The agreement: hex SHA-256 of the UTF-8 text
 * `<author name>|<authored at>|<message>`, where `authored at` is ISO 8601 in
 * UTC with milliseconds (`2024-05-01T09:30:00.000Z`), and the message has LF
 * line breaks and no white space at its end. Forges leave the last line break
 * away; git keeps it.
 */
export function commitFingerprint(input: FingerprintInput): string {
  const message = input.message.replace(/\r\n?/g, '\n').trimEnd();
  return createHash('sha256')
    .update(`${input.authorName}|${toInstant(input.authoredAt)}|${message}`)
    .digest('hex');
}
