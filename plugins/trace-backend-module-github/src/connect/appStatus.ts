import { SingleInstanceGithubCredentialsProvider } from '@backstage/integration';
import { GithubHostStatus } from '@throughline/plugin-trace-common';
import { z } from 'zod';
import { GithubClients, GithubHost } from '../client';
import { PAGE_TIMING } from './asking';
import { grantedByInstallations } from './grants';
import { lowestRateLimit } from './rateLimit';

/** Installations that are looked at; an App of one's own has few. */
export const MAX_INSTALLATIONS = 100;
/** Of how many installations the limits are asked for. */
const MAX_LIMITS = 10;

const appSchema = z.object({
  slug: z.string().optional(),
  owner: z.object({ login: z.string() }).nullish(),
});

const installationSchema = z.object({
  account: z.object({ login: z.string() }),
  html_url: z.string().optional(),
  app_slug: z.string().optional(),
  repository_selection: z.enum(['all', 'selected']),
  permissions: z.record(z.string(), z.string().optional()),
  suspended_at: z.string().nullish(),
});

/** An installation of an App of the portal. */
export type Installation = z.infer<typeof installationSchema>;

/** Clients that sign in as each App of a host. */
function appsOf(host: GithubHost, signal: AbortSignal) {
  const { apps = [] } = host.integration;
  return apps.map(app => ({
    allowed: app.allowedInstallationOwners?.map(owner => owner.toLowerCase()),
    client: new GithubClients(
      [host],
      SingleInstanceGithubCredentialsProvider.create({
        ...host.integration,
        apiBaseUrl: host.apiBaseUrl,
        apps: [app],
      }),
      PAGE_TIMING,
    ).forApp(host, { signal }),
  }));
}

/** The installations of all Apps of a host that the portal may use. */
export async function installationsOf(
  host: GithubHost,
  signal: AbortSignal,
): Promise<Installation[]> {
  const lists = await Promise.all(
    appsOf(host, signal).map(async ({ client, allowed }) => {
      const { data } = await client.octokit.request('GET /app/installations', {
        per_page: MAX_INSTALLATIONS,
        request: { retries: 0 },
      });
      return z
        .array(installationSchema)
        .parse(data)
        .filter(
          ({ account, suspended_at: suspended }) =>
            !suspended &&
            (!allowed || allowed.includes(account.login.toLowerCase())),
        );
    }),
  );
  return lists
    .flat()
    .sort((a, b) => a.account.login.localeCompare(b.account.login));
}

/** What the Apps of a host are, and may do. */
export async function appStatus(
  clients: GithubClients,
  host: GithubHost,
  signal: AbortSignal,
): Promise<Omit<GithubHostStatus, 'host' | 'credentials'>> {
  const [first] = appsOf(host, signal);
  const { data } = await first.client.octokit.request('GET /app', {
    request: { retries: 0 },
  });
  const app = appSchema.parse(data);
  const installations = await installationsOf(host, signal);
  return {
    app: {
      slug: app.slug,
      owner: app.owner?.login,
      installations: installations.map(installation => ({
        account: installation.account.login,
        url: installation.html_url,
        repositories: installation.repository_selection,
      })),
    },
    capabilities: grantedByInstallations(
      installations.map(({ permissions }) => permissions),
    ),
    rateLimit: await lowestRateLimit(
      installations
        .slice(0, MAX_LIMITS)
        .map(({ account }) =>
          clients.forOwner(host, account.login, { signal }),
        ),
    ),
    ...(installations.length === 0 && {
      problem:
        'The App is not installed anywhere yet; install it on the repositories that the portal is to read',
    }),
  };
}
