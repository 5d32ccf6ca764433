import { IngestRequest } from '@throughline/plugin-trace-node';
import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^v1=([0-9a-f]{64})$/i;
/** While a secret is replaced there are two; more are nobody's. */
const MAX_SIGNATURES = 10;

/**
 * Whether one of the signatures in `x-pagerduty-signature` is the HMAC-SHA-256
 * of the body under one of the secrets, compared in constant time, each with
 * each. https://developer.pagerduty.com/docs/verifying-webhook-signatures
 */
export async function verifySignature(
  { headers, body }: IngestRequest,
  secrets: string[],
): Promise<boolean> {
  const header = headers['x-pagerduty-signature'];
  if (typeof header !== 'string') return false;
  const given = header
    .split(',', MAX_SIGNATURES)
    .map(text => SIGNATURE.exec(text.trim())?.[1])
    .filter(hex => hex !== undefined)
    .map(hex => Buffer.from(hex, 'hex'));
  const expected = secrets
    .filter(Boolean)
    .map(secret => createHmac('sha256', secret).update(body).digest());
  return expected
    .flatMap(mac => given.map(signature => timingSafeEqual(mac, signature)))
    .includes(true);
}
