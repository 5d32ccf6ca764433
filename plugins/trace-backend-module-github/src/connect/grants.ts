import {
  GithubCapability,
  GithubCapabilityState,
} from '@throughline/plugin-trace-common';
import { Capability, CAPABILITIES, permissionText } from './capabilities';

/** The capabilities, each with what is known of it. */
export function capabilitiesWith(
  stateOf: (capability: Capability) => GithubCapabilityState,
): GithubCapability[] {
  return CAPABILITIES.map(capability => ({
    id: capability.id,
    title: capability.title,
    permission: permissionText(capability),
    state: stateOf(capability),
    without: capability.without,
  }));
}

/** Permissions of an installation, e.g. `{ checks: 'read' }`. */
export type Permissions = Record<string, string | undefined>;

/**
 * What all installations of an App allow. An owner may not have agreed yet to
 * what an App began to ask for, so each installation has permissions of its own.
 */
export function grantedByInstallations(
  installations: Permissions[],
): GithubCapability[] {
  return capabilitiesWith(({ permission }) => {
    if (installations.length === 0) return 'unknown';
    return installations.every(granted => granted[permission])
      ? 'granted'
      : 'missing';
  });
}

/**
 * What a classic token allows, by its scopes. `repo` opens everything that its
 * owner may read; without it only what is public, and whether that is enough
 * nobody can tell from here.
 *
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
export function grantedByScopes(scopes: string[]): GithubCapability[] {
  const all = scopes.includes('repo');
  return capabilitiesWith(() => (all ? 'granted' : 'unknown'));
}

/** The scopes in the header `x-oauth-scopes`; undefined: the token has none. */
export function scopesOf(header: unknown): string[] | undefined {
  if (typeof header !== 'string') return undefined;
  return header
    .split(',')
    .map(scope => scope.trim())
    .filter(Boolean);
}

/** What the status of an answer to a {@link Capability.probe} means. */
export function grantedByProbe(status: number): GithubCapabilityState {
  // 409: the repository is empty, which only those are told who may read it.
  if (status < 300 || status === 409) return 'granted';
  return status === 403 || status === 404 ? 'missing' : 'unknown';
}
