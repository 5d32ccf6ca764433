import { verify } from '@octokit/webhooks-methods';
import { IngestRequest } from '@throughline/plugin-trace-node';
import { isUtf8 } from 'node:buffer';

const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

/**
 * Whether `x-hub-signature-256` is the HMAC-SHA-256 of the body under one of
 * the secrets, compared in constant time, one secret as long as the other.
 *
 * The library reads texts and also takes SHA-1, so what it would decode in two
 * ways or compare by the weaker sum is refused before.
 */
export async function verifySignature(
  { headers, body }: IngestRequest,
  secrets: string[],
): Promise<boolean> {
  const signature = headers['x-hub-signature-256'];
  if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return false;
  if (body.length === 0 || !isUtf8(body)) return false;
  const text = body.toString('utf8');
  const verdicts = await Promise.all(
    secrets.filter(Boolean).map(secret => verify(secret, text, signature)),
  );
  return verdicts.includes(true);
}
