import { createPublicKey } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { Organisation } from '../model/Organisation';
import { Caller } from './Access';

/** What the `authorization` header carries, if it carries anything. */
function credentials(header: string | undefined): string | undefined {
  const [scheme, value] = (header ?? '').split(' ');
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return value;
    case 'basic':
      return Buffer.from(value, 'base64').toString().split(':')[1];
    default:
      return undefined;
  }
}

async function appOf(organisation: Organisation, jwt: string, now: number) {
  const { iss } = decodeJwt(jwt);
  const app = organisation.apps.find(
    it => `${it.id}` === `${iss}` || it.clientId === iss,
  );
  if (!app) return undefined;
  await jwtVerify(jwt, createPublicKey(app.publicKey), {
    algorithms: ['RS256'],
    currentDate: new Date(now),
  });
  return app;
}

/** Who asks; the text of the refusal when the credentials are not good. */
export async function authenticate(
  organisation: Organisation,
  header: string | undefined,
  now: number,
): Promise<Caller | string> {
  const value = credentials(header);
  if (!value) return { kind: 'anonymous' };
  if (value.split('.').length === 3) {
    try {
      const app = await appOf(organisation, value, now);
      return app ? { kind: 'app', app } : 'Integration not found';
    } catch {
      return 'A JSON web token could not be decoded';
    }
  }
  const token = organisation.tokens.get(value);
  const expired = token?.expiresAt && Date.parse(token.expiresAt) <= now;
  if (!token || token.revoked || expired) return 'Bad credentials';
  return { kind: 'token', token };
}
