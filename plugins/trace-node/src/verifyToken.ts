import { createHash, timingSafeEqual } from 'node:crypto';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Whether an `Authorization` header carries one of the secrets as a bearer
 * token (RFC 6750 §2.1).
 *
 * Digests have one length, and every secret is compared, so the time taken says
 * neither how long a secret is nor which one came close.
 */
export function verifyToken(
  header: string | undefined,
  secrets: string[],
): boolean {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (!token) return false;
  const given = digest(token);
  return secrets
    .map(secret => timingSafeEqual(given, digest(secret)))
    .includes(true);
}
