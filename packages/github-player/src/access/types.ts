import { Account } from '../model/types';

/** What a permission of an app or of a fine-grained token is called. */
export type Permission =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'checks'
  | 'actions'
  | 'deployments'
  | 'issues'
  | 'statuses'
  | 'members'
  | 'organization_administration';

export type Permissions = Partial<Record<Permission, 'read' | 'write'>>;

/** `all` of the organisation, or those with these full names. */
export type RepositorySelection = 'all' | number[];

/** A token that requests may carry. */
export interface Token {
  value: string;
  kind: 'installation' | 'fine-grained' | 'classic';
  /** Of installations and fine-grained tokens. */
  permissions: Permissions;
  /** Of classic tokens: `repo`, `read:org`… */
  scopes: string[];
  repositories: RepositorySelection;
  user?: Account;
  installation?: Installation;
  expiresAt?: string;
  revoked: boolean;
}

/** Where an app is installed. */
export interface Installation {
  id: number;
  account: Account;
  permissions: Permissions;
  events: string[];
  repositories: RepositorySelection;
  suspendedAt?: string;
  createdAt: string;
}

/** A GitHub App of the organisation's, whose JWTs are checked. */
export interface AppAccess {
  id: number;
  slug: string;
  name: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  /** PEM, as GitHub hands it out once. */
  privateKey: string;
  publicKey: string;
  owner: Account;
  permissions: Permissions;
  events: string[];
  createdAt: string;
  installations: Installation[];
}
