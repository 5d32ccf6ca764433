import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Organisation } from '../model/Organisation';
import { instant, HOUR } from '../model/time';
import { AppAccess, Installation, Permissions, Token } from './types';

/** Everything an importer may want to read. */
export const ALL_PERMISSIONS: Permissions = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'read',
  checks: 'read',
  actions: 'read',
  deployments: 'read',
  issues: 'read',
  statuses: 'read',
};

const PREFIXES: Record<Token['kind'], string> = {
  installation: 'ghs_',
  'fine-grained': 'github_pat_',
  classic: 'ghp_',
};

/** Accepts a new token from now on. */
export function addToken(
  organisation: Organisation,
  wanted: Partial<Omit<Token, 'revoked'>> = {},
): Token {
  const kind = wanted.kind ?? 'fine-grained';
  const token: Token = {
    value: `${PREFIXES[kind]}${randomBytes(18).toString('hex')}`,
    kind,
    permissions: ALL_PERMISSIONS,
    scopes: kind === 'classic' ? ['repo'] : [],
    repositories: 'all',
    user: kind === 'installation' ? undefined : organisation.people[0],
    revoked: false,
    ...wanted,
  };
  organisation.tokens.set(token.value, token);
  return token;
}

/** Registers an app with a key pair of its own, installed on request. */
export function addApp(
  organisation: Organisation,
  wanted: Partial<AppAccess> & { name: string },
): AppAccess {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const id = organisation.nextId();
  const app: AppAccess = {
    id,
    slug: wanted.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    clientId: `Iv1.${randomBytes(8).toString('hex')}`,
    clientSecret: randomBytes(20).toString('hex'),
    webhookSecret: randomBytes(20).toString('hex'),
    privateKey,
    publicKey,
    owner: organisation.account,
    permissions: ALL_PERMISSIONS,
    events: [],
    createdAt: instant(Date.now()),
    installations: [],
    ...wanted,
  };
  organisation.apps.push(app);
  return app;
}

/** Installs an app on the organisation. */
export function installApp(
  organisation: Organisation,
  app: AppAccess,
  wanted: Partial<Installation> = {},
): Installation {
  const installation: Installation = {
    id: organisation.nextId(),
    account: organisation.account,
    permissions: app.permissions,
    events: app.events,
    repositories: 'all',
    createdAt: instant(Date.now()),
    ...wanted,
  };
  app.installations.push(installation);
  return installation;
}

/** A token of an installation, for an hour as GitHub gives them. */
export function addInstallationToken(
  organisation: Organisation,
  installation: Installation,
  narrowed: Partial<Pick<Token, 'permissions' | 'repositories'>> = {},
): Token {
  return addToken(organisation, {
    kind: 'installation',
    permissions: narrowed.permissions ?? installation.permissions,
    repositories: narrowed.repositories ?? installation.repositories,
    installation,
    expiresAt: instant(Date.now() + HOUR),
  });
}
