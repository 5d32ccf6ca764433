import { IngestRequest } from '@throughline/plugin-trace-node';
import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** How GitLab's signing tokens begin; secret tokens are anything else. */
const SIGNING = /^whsec_/;
const SIGNATURE_HEADERS = [
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
] as const;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Whether the secret token is one of the secrets. Digests have one length, and
 * every secret is compared, so the time taken says nothing about any.
 */
function verifyToken(
  headers: IngestRequest['headers'],
  secrets: string[],
): boolean {
  const token = headers['x-gitlab-token'];
  if (typeof token !== 'string' || token === '') return false;
  const given = digest(token);
  return secrets
    .map(secret => timingSafeEqual(given, digest(secret)))
    .includes(true);
}

function signingKey(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    throw new Error(
      'A secret of the source begins with whsec_ and is no signing token of GitLab: what follows must be Base64',
    );
  }
}

/**
 * Whether the body is signed by one of the signing tokens, as Standard Webhooks
 * (https://github.com/standard-webhooks/standard-webhooks) has it, not more than
 * five minutes ago.
 */
function verifySignature(
  { headers, body }: IngestRequest,
  secrets: string[],
): boolean {
  const keys = secrets.map(signingKey);
  const given = Object.fromEntries(
    SIGNATURE_HEADERS.map(name => [name, headers[name]]),
  );
  const complete = (
    values: Record<string, unknown>,
  ): values is Record<string, string> =>
    Object.values(values).every(value => typeof value === 'string');
  // The library signs texts: bytes that are none could be read in two ways.
  if (!complete(given) || body.length === 0 || !isUtf8(body)) return false;
  const text = body.toString('utf8');
  return keys
    .map(key => {
      try {
        key.verify(text, given, { jsonParse: false });
        return true;
      } catch {
        // Whatever is wrong with it, it proves nothing.
        return false;
      }
    })
    .includes(true);
}

/**
 * Whether a request proves one of the secrets: as the secret token in
 * `X-Gitlab-Token`, or, where the secret is a signing token, by its signature
 * (https://docs.gitlab.com/user/project/integrations/webhooks/).
 */
export async function verifyRequest(
  request: IngestRequest,
  secrets: string[],
): Promise<boolean> {
  const given = secrets.filter(Boolean);
  const signing = given.filter(secret => SIGNING.test(secret));
  const tokens = given.filter(secret => !SIGNING.test(secret));
  const verdicts = [
    verifyToken(request.headers, tokens),
    verifySignature(request, signing),
  ];
  return verdicts.includes(true);
}
