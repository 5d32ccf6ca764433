import { GithubIntegrationConfig } from '@backstage/integration';
import { CAPABILITIES } from './capabilities';

/** Longest name that GitHub gives an App. */
const MAX_NAME = 34;

/**
 * Where a host's pages are: where its API is, unless that has a host of its own,
 * as that of github.com.
 */
export function pagesOf({ host, apiBaseUrl }: GithubIntegrationConfig): string {
  const api = apiBaseUrl ? new URL(apiBaseUrl) : undefined;
  return api && [api.host, api.hostname].includes(host)
    ? api.origin
    : `https://${host}`;
}

/** Whether only this machine reaches an address; GitHub refuses those. */
export function isLocal(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname.startsWith('127.')
  );
}

/** What a manifest is made of. */
export interface ManifestOptions {
  /** Organisation that is going to own the App; undefined: the user. */
  organisation?: string;
  /** Address of the portal. */
  appBaseUrl: string;
  /** Path of its page that GitHub comes back to. */
  page: string;
  /** Address that takes deliveries. */
  webhookUrl: string;
}

/** Address that the manifest is posted to. */
export function manifestAction(
  integration: GithubIntegrationConfig,
  organisation: string | undefined,
  state: string,
): string {
  const owner = organisation
    ? `/organizations/${encodeURIComponent(organisation)}`
    : '';
  return `${pagesOf(
    integration,
  )}${owner}/settings/apps/new?${new URLSearchParams({ state })}`;
}

/**
 * A GitHub App that may read what the portal reads, and nothing else.
 *
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function githubAppManifest(
  options: ManifestOptions,
): Record<string, unknown> {
  const { organisation, appBaseUrl, page, webhookUrl } = options;
  const events = CAPABILITIES.flatMap(capability => capability.events);
  return {
    name: ['Throughline', organisation].join(' ').trim().slice(0, MAX_NAME),
    description: 'Reads how changes reach production. It changes nothing.',
    url: appBaseUrl,
    redirect_url: new URL(page, appBaseUrl).href,
    public: false,
    default_permissions: Object.fromEntries(
      CAPABILITIES.map(({ permission }) => [permission, 'read']),
    ),
    // GitHub makes no App with a webhook that it cannot reach.
    ...(!isLocal(webhookUrl) && {
      hook_attributes: { url: webhookUrl, active: true },
      default_events: events,
    }),
  };
}

/** What people should know before they create the App. */
export function manifestNotes({ webhookUrl }: ManifestOptions): string[] {
  return isLocal(webhookUrl)
    ? [
        `GitHub cannot reach ${webhookUrl}, so the App gets no webhook: history is imported and looked at again on a schedule, but nothing arrives at once. Set backend.baseUrl to a public address to create one with a webhook.`,
      ]
    : [];
}
