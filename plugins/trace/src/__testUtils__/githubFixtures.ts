import {
  GithubAppResponse,
  GithubCapability,
  GithubConnectionResponse,
  GithubManifestResponse,
  GithubRepository,
} from '@throughline/plugin-trace-common';

const checks: GithubCapability = {
  id: 'checks',
  title: 'Checks of commits',
  permission: 'checks: read',
  state: 'missing',
  without: 'What CI other than GitHub Actions said of a change stays unknown.',
};

const issues: GithubCapability = {
  id: 'issues',
  title: 'Issues',
  permission: 'issues: read',
  state: 'granted',
  without: 'Tickets and incidents that are kept as issues stay unknown.',
};

/** One host with an App that lacks something, and one without credentials. */
export const githubConnection: GithubConnectionResponse = {
  hosts: [
    {
      host: 'github.com',
      credentials: 'app',
      app: {
        slug: 'throughline-acme',
        owner: 'acme',
        installations: [
          {
            account: 'acme',
            url: 'https://github.com/organizations/acme/settings/installations/1',
            repositories: 'selected',
          },
        ],
      },
      capabilities: [issues, checks],
      rateLimit: {
        limit: 5000,
        remaining: 4200,
        resetAt: '2026-03-10T13:00:00.000Z',
      },
    },
    {
      host: 'github.corp.example',
      credentials: 'none',
      capabilities: [issues, checks].map(capability => ({
        ...capability,
        state: 'unknown',
      })),
      problem: 'integrations.github has no credentials for github.corp.example',
    },
  ],
  import: { enabled: true, days: 90, everyMinutes: 60, repositories: 3 },
};

/** What an App for `acme` would ask for. */
export const githubManifest: GithubManifestResponse = {
  action:
    'https://github.com/organizations/acme/settings/apps/new?state=the-state',
  manifest: { name: 'Throughline acme' },
  state: 'the-state',
  asks: [issues, checks].map(({ state, ...capability }) => capability),
  notes: [],
};

/** That App, with credentials that open nothing. */
export const githubApp: GithubAppResponse = {
  host: 'github.com',
  name: 'Throughline acme',
  htmlUrl: 'https://github.com/apps/throughline-acme',
  installUrl: 'https://github.com/apps/throughline-acme/installations/new',
  fileName: 'github-app-throughline-acme-credentials.yaml',
  credentialsYaml: 'appId: 42\nclientSecret: made-up\n',
  configYaml: 'integrations:\n  github:\n    - host: github.com\n',
};

/** Repositories that no entity names. */
export const unclaimedRepositories: GithubRepository[] = [
  {
    repository: 'github.com/acme/experiments',
    description: 'Things we try',
    pushedAt: '2026-03-09T12:00:00.000Z',
    entityRefs: [],
    proposal: 'kind: Component\nmetadata:\n  name: experiments\n',
  },
  {
    repository: 'github.com/acme/website',
    entityRefs: [],
    proposal: 'kind: Component\nmetadata:\n  name: website\n',
  },
];
