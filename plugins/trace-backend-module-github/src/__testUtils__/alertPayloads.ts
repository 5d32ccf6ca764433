import { JsonObject } from '@backstage/types';

const REPOSITORY = {
  html_url: 'https://github.com/Acme/shop',
  default_branch: 'main',
};
/** A time of the day that a reader can compare at a glance. */
export const at = (clock: string) => `2026-03-02T${clock}:00Z`;
/** The commit that code was scanned at. */
export const SHA = 'a'.repeat(40);

/** A finding of code scanning. */
export const codeAlertEvent = (
  action: string,
  alert: JsonObject = {},
  more: JsonObject = {},
): JsonObject => ({
  action,
  alert: {
    number: 7,
    html_url: 'https://github.com/acme/shop/security/code-scanning/7',
    state: 'open',
    created_at: at('09:00'),
    rule: {
      id: 'js/xss',
      severity: 'error',
      security_severity_level: 'critical',
      description: 'Cross-site scripting',
    },
    tool: { name: 'CodeQL' },
    most_recent_instance: { location: { path: 'a.ts', start_line: 3 } },
    ...alert,
  },
  ref: 'refs/heads/main',
  commit_oid: SHA,
  repository: REPOSITORY,
  ...more,
});

/** A weakness of a dependency that was dismissed by a rule. */
export const dependabotAlertEvent = (): JsonObject => ({
  action: 'auto_dismissed',
  alert: {
    number: 3,
    state: 'auto_dismissed',
    dependency: {
      package: { name: 'left-pad' },
      manifest_path: 'services/cart/package.json',
    },
    security_advisory: {
      ghsa_id: 'GHSA-1',
      summary: 'Pads too much',
      severity: 'moderate',
    },
    security_vulnerability: { vulnerable_version_range: '< 2' },
    created_at: at('09:00'),
    updated_at: at('11:00'),
    auto_dismissed_at: at('11:00'),
  },
  repository: REPOSITORY,
});

/** A secret that was pushed, as GitHub sends it: with the secret. */
export const secretAlertEvent = (
  action: string,
  more: JsonObject = {},
): JsonObject => ({
  action,
  alert: {
    number: 2,
    secret: 'ghp_hunter2',
    secret_type: 'github_personal_access_token',
    secret_type_display_name: 'GitHub Personal Access Token',
    created_at: at('09:00'),
    ...more,
  },
  repository: REPOSITORY,
});

/** An advisory about the repository's own code. */
export const advisoryEvent = (action: string, state: string): JsonObject => ({
  action,
  repository_advisory: {
    ghsa_id: 'GHSA-2',
    summary: 'Carts of others',
    severity: 'high',
    state,
    created_at: at('09:00'),
    published_at: state === 'published' ? at('10:00') : null,
  },
  repository: REPOSITORY,
});
