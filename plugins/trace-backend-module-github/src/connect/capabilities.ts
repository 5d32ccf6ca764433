/** One thing that is read from GitHub. All of them are only read. */
export interface Capability {
  id: string;
  /** What is read, in plain words. */
  title: string;
  /** Name of the GitHub App's permission, in GitHub's words. */
  permission: string;
  /** Webhook events that come with it. */
  events: string[];
  /** What the portal does not know without it. */
  without: string;
  /** A call below a repository that only answers those who may. */
  probe: string;
}

/**
 * Events that are read where somebody subscribes an App to them, and that none
 * is asked for: their permissions show weaknesses that are not known yet.
 */
export const SECURITY_EVENTS = [
  'code_scanning_alert',
  'dependabot_alert',
  'repository_advisory',
  'secret_scanning_alert',
];

/**
 * The same of images: packages belong to accounts, and the permission to read
 * them is one for all an account has.
 */
export const PACKAGE_EVENTS = ['package', 'registry_package'];

/**
 * What the portal asks of GitHub. The App's manifest, the status of the
 * connection, the explanations on its page and the README come from this list.
 *
 * Permissions and their events:
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads and
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export const CAPABILITIES: Capability[] = [
  {
    id: 'metadata',
    title: 'Names of repositories',
    permission: 'metadata',
    events: [],
    without: 'No repository can be found at all.',
    probe: '',
  },
  {
    id: 'contents',
    title: 'Commits, tags and releases',
    permission: 'contents',
    events: ['push', 'create', 'release'],
    without:
      'What reached the default branch, and what a release holds, stay unknown.',
    probe: '/commits',
  },
  {
    id: 'pull-requests',
    title: 'Pull requests and their reviews',
    permission: 'pull_requests',
    events: ['pull_request', 'pull_request_review'],
    without: 'Changes, reviews and how long they wait stay unknown.',
    probe: '/pulls',
  },
  {
    id: 'checks',
    title: 'Checks of commits',
    permission: 'checks',
    events: ['check_run', 'check_suite'],
    without:
      'What CI other than GitHub Actions said of a change stays unknown.',
    probe: '/commits/HEAD/check-runs',
  },
  {
    id: 'actions',
    title: 'Workflow runs',
    permission: 'actions',
    events: ['workflow_run', 'workflow_job'],
    without: 'Runs of GitHub Actions, and how long they take, stay unknown.',
    probe: '/actions/runs',
  },
  {
    id: 'deployments',
    title: 'Deployments',
    permission: 'deployments',
    events: ['deployment', 'deployment_status'],
    without: 'What runs where, and since when, stays unknown.',
    probe: '/deployments',
  },
  {
    id: 'issues',
    title: 'Issues',
    permission: 'issues',
    events: ['issues'],
    without: 'Tickets and incidents that are kept as issues stay unknown.',
    probe: '/issues',
  },
];

/** The capability's permission as GitHub's pages show it. */
export function permissionText({ permission }: Capability): string {
  return `${permission}: read`;
}
