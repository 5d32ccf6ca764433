import { Assumptions } from './assumptions';

/** What the import reads of a repository, a page at a time. */
interface Resource {
  api: 'graphql' | 'rest';
  /** Of GraphQL, the connections in a page of 100: one request for each. */
  requests: number;
  /** Entries of a repository and working day. */
  perDay(assumed: Assumptions): number;
}

const PAGE = 100;

const pullsOf = (assumed: Assumptions) =>
  assumed.pullRequestsPerDeveloperDay / assumed.repositoriesPerDeveloper;

const deploymentsOf = (assumed: Assumptions) =>
  pullsOf(assumed) * assumed.mergedShare +
  assumed.productionDeploymentsPerRepositoryDay;

/** As the queries of trace-backend-module-github ask for them. */
const RESOURCES: readonly Resource[] = [
  // What the repository is, once a run.
  { api: 'graphql', requests: 0, perDay: () => 0 },
  // Pull requests. Below each: labels, requested reviews, when it became ready,
  // reviews, files, commits, head, its check suites; parents of 100 commits;
  // and check runs of 20 suites.
  { api: 'graphql', requests: 1 + PAGE * (8 + 100 + 20), perDay: pullsOf },
  // Commits of the default branch, with parents and pull requests.
  {
    api: 'graphql',
    requests: 1 + PAGE * 2,
    perDay: assumed =>
      pullsOf(assumed) *
      assumed.mergedShare *
      assumed.pushesPerPullRequest *
      assumed.commitsPerPush,
  },
  // Issues, with labels.
  {
    api: 'graphql',
    requests: 1 + PAGE,
    perDay: assumed => pullsOf(assumed) * assumed.issuesPerPullRequest,
  },
  // Releases, and tags.
  { api: 'graphql', requests: 1, perDay: () => 0 },
  { api: 'graphql', requests: 1, perDay: () => 0 },
  // Deployments, and their statuses.
  { api: 'rest', requests: 1, perDay: deploymentsOf },
  { api: 'graphql', requests: PAGE, perDay: deploymentsOf },
  // Workflow runs.
  {
    api: 'rest',
    requests: 1,
    perDay: assumed =>
      pullsOf(assumed) *
      (assumed.pushesPerPullRequest + assumed.mergedShare) *
      assumed.workflowsPerPush,
  },
];

/**
 * Points of a page: its requests by 100, at least one.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const pointsOf = ({ requests }: Resource) =>
  Math.max(1, Math.round(requests / 100));

/** What may be asked in an hour. */
export interface Limits {
  graphqlPoints: number;
  restCalls: number;
}

/**
 * GitHub's published limits, for an installation of an app.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function limitsOf(
  repositories: number,
  developers: number,
): { organisation: Limits; enterprise: Limits } {
  const more =
    50 * (Math.max(0, repositories - 20) + Math.max(0, developers - 20));
  const organisation = Math.min(12_500, 5_000 + more);
  return {
    organisation: { graphqlPoints: organisation, restCalls: organisation },
    enterprise: { graphqlPoints: 10_000, restCalls: 15_000 },
  };
}

/** What reading from GitHub's API comes to. */
export interface ApiCalls {
  repositories: number;
  /** One reconciliation of all repositories with nothing much new. */
  perRun: { graphqlCalls: number; graphqlPoints: number; restCalls: number };
  /** Calls of a day, when it runs every hour. */
  perDay: number;
  /** Of the first import. */
  imported: { graphqlCalls: number; graphqlPoints: number; restCalls: number };
  /** Hours the first import takes by the limits alone, the whole of them. */
  importHours: { organisation: number; enterprise: number };
  /** Hours between two runs, so that they take at most half of the limits. */
  frequencyHours: { organisation: number; enterprise: number };
}

/** Days that the first import reaches back, `trace.github.import.days`. */
const IMPORT_DAYS = 90;

function costOf(repositories: number, pages: (resource: Resource) => number) {
  const cost = { graphqlCalls: 0, graphqlPoints: 0, restCalls: 0 };
  for (const resource of RESOURCES) {
    const calls = repositories * pages(resource);
    if (resource.api === 'rest') cost.restCalls += calls;
    else {
      cost.graphqlCalls += calls;
      cost.graphqlPoints += calls * pointsOf(resource);
    }
  }
  return cost;
}

const hoursWithin = (
  { graphqlPoints, restCalls }: ReturnType<typeof costOf>,
  limits: Limits,
) =>
  Math.max(graphqlPoints / limits.graphqlPoints, restCalls / limits.restCalls);

/** Calls of the API for that many developers. */
export function apiCallsFor(
  developers: number,
  assumed: Assumptions,
): ApiCalls {
  const repositories = Math.ceil(developers * assumed.repositoriesPerDeveloper);
  const limits = limitsOf(repositories, developers);
  const perRun = costOf(repositories, () => 1);
  const days = (IMPORT_DAYS * assumed.workingDaysPerYear) / 365;
  const imported = costOf(repositories, resource =>
    Math.max(1, Math.ceil((resource.perDay(assumed) * days) / PAGE)),
  );
  const each = <T>(of: (limits: Limits) => T) => ({
    organisation: of(limits.organisation),
    enterprise: of(limits.enterprise),
  });
  return {
    repositories,
    perRun,
    perDay: (perRun.graphqlCalls + perRun.restCalls) * 24,
    imported,
    importHours: each(limit => hoursWithin(imported, limit)),
    frequencyHours: each(limit =>
      Math.max(1, Math.ceil(hoursWithin(perRun, limit) / 0.5)),
    ),
  };
}
