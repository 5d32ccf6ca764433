import { IngestRequest, verifyToken } from '@throughline/plugin-trace-node';
import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

function isSigned(signature: string, body: Buffer, secrets: string[]): boolean {
  const [, hex] = SIGNATURE.exec(signature) ?? [];
  if (!hex) return false;
  const given = Buffer.from(hex, 'hex');
  return secrets
    .filter(Boolean)
    .map(secret =>
      timingSafeEqual(
        given,
        createHmac('sha256', secret).update(body).digest(),
      ),
    )
    .includes(true);
}

/** RFC 7617 §2: what stands after the first colon. */
function passwordIn(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : text.slice(colon + 1);
}

/**
 * Whether a request knows one of the secrets, each compared in constant time:
 *
 * - by `X-Hub-Signature`, the HMAC-SHA-256 of the body, where Jira has the
 *   secret of a webhook. Cloud and Data Center sign alike:
 *   https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks
 *   https://confluence.atlassian.com/adminjiraserver/managing-webhooks-938846912.html
 * - as the password of basic authentication, which Data Center offers instead
 *   (same page);
 * - in the query as `token`, for versions that have neither.
 *
 * A request with a signature is judged by that alone.
 */
export async function verifyRequest(
  { headers, query, body }: IngestRequest,
  secrets: string[],
): Promise<boolean> {
  const signature = headers['x-hub-signature'];
  if (signature !== undefined) {
    return typeof signature === 'string' && isSigned(signature, body, secrets);
  }
  const given = passwordIn(headers.authorization) ?? query.token;
  return given !== undefined && verifyToken(`Bearer ${given}`, secrets);
}
